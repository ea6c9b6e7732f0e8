//! `okno accounts …` and `okno staff …`.

use std::path::Path;

use clap::Parser;
use okno::operation::{
    self,
    supervision::{self, Accounts, Staff},
};

use crate::{PEOPLE, installation::Installation};

#[derive(Parser)]
enum Line {
    #[command(subcommand)]
    Accounts(Accounts),
    #[command(subcommand)]
    Staff(Staff),
}

async fn run(installation: &Installation, line: &str) -> anyhow::Result<String> {
    match Line::try_parse_from(std::iter::once("okno").chain(line.split(' ')))? {
        Line::Accounts(asked) => supervision::accounts(&asked, &installation.config()).await,
        Line::Staff(asked) => supervision::staff(&asked, &installation.config()).await,
    }
}

#[tokio::test]
async fn a_member_of_staff_gets_a_new_factor_and_it_is_written_down() {
    let installation = Installation::new();
    operation::migrate(installation.config()).await.unwrap();
    operation::seed(installation.config(), Path::new(PEOPLE)).await.unwrap();
    let name = operator();
    let said = run(&installation, &format!("staff new-factor {name} --reason owner-asked --case 118")).await.unwrap();
    let secret = said.lines().nth(1).unwrap();
    assert!(secret.len() == 32 && said.contains(&format!("secret={secret}&")), "{said}");
    let said = run(&installation, &format!("staff sign-out {name} --reason left")).await.unwrap();
    assert!(said.starts_with("0 sessions of "), "{said}");
    let said = run(&installation, &format!("staff history {name}")).await.unwrap();
    let told: Vec<Vec<&str>> = said.lines().map(|line| line.split_whitespace().skip(1).collect()).collect();
    assert_eq!(told, [vec!["staff.signed-out", "left", "-"], vec!["staff.new-factor", "owner-asked", "118"]]);
    assert!(!said.contains(secret));
}

#[tokio::test]
async fn what_is_not_right_is_said() {
    let installation = Installation::new();
    operation::migrate(installation.config()).await.unwrap();
    for (line, says) in [
        ("staff new-factor nobody --reason left", "nobody: there is none"),
        ("staff history nobody", "nobody: there is none"),
        ("accounts lock 1234567890 --reason order", "no number of an account"),
        ("accounts sign-out 9999999999 --reason order", "9999999999: there is none"),
        ("accounts unlock 9999999999", "--reason"),
        ("accounts lock 9999999999 --reason because", "one of owner-asked, suspicion, order, left"),
    ] {
        let error = format!("{:#}", run(&installation, line).await.unwrap_err());
        assert!(error.contains(says), "{line}: {error}");
    }
}

/// Somebody of the file of people.
fn operator() -> String {
    let people = std::fs::read_to_string(PEOPLE).unwrap();
    let line = people.lines().find_map(|line| line.trim().trim_start_matches("- ").strip_prefix("sign_in:")).unwrap();
    line.trim().trim_matches('"').to_owned()
}
