//! The people of a seeded database.

use std::net::{IpAddr, Ipv4Addr};

use anyhow::{Context, Result};
use okno::seeding;

/// Somebody who has an account.
#[derive(Debug, Clone)]
pub struct Person {
    /// The phone to sign in with.
    pub phone: String,
    /// The password.
    pub password: String,
    /// Where they come from, each from a network of their own.
    pub network: IpAddr,
}

/// So many people who are confirmed, spread evenly over the accounts.
pub fn spread(count: u32, accounts: u32) -> Result<Vec<Person>> {
    let confirmed = (0..accounts).filter(|place| seeding::is_confirmed(*place));
    let step = (confirmed.clone().count() / count as usize).max(1);
    let people: Result<Vec<Person>> = confirmed.step_by(step).take(count as usize).map(person).collect();
    let people = people?;
    anyhow::ensure!(people.len() == count as usize, "{accounts} accounts hold too few people who are confirmed");
    Ok(people)
}

fn person(place: u32) -> Result<Person> {
    let made = seeding::person(place).context("a person")?;
    let [.., a, b] = place.to_be_bytes();
    // 198.18.0.0/15 is kept for benchmarks (RFC 2544); limits count networks of 256 addresses.
    let network = IpAddr::V4(Ipv4Addr::new(198, 18 + (a & 1), b, 1));
    Ok(Person { phone: made.phone.to_string(), password: seeding::PASSWORD.to_owned(), network })
}

/// People without accounts: guests.
pub fn nobody(count: u32) -> Vec<Person> {
    let network = IpAddr::V4(Ipv4Addr::new(198, 18, 0, 1));
    vec![Person { phone: String::new(), password: String::new(), network }; count as usize]
}
