//! The officer, who stays signed in from one round to the next, as people do.

use std::{net::SocketAddr, time::Duration};

use anyhow::Result;
use tokio::{sync::watch, time::sleep};
use trials::officer::{FORESTRY, Officer};

/// Between one look at the queue and the next.
const PAUSE: Duration = Duration::from_millis(100);
/// After an attempt to sign in that failed: a code of the authenticator is taken once, and who hurries is slowed down.
const CALM: Duration = Duration::from_secs(3);

/// The officer's desk; nobody is signed in at first.
#[derive(Default)]
pub struct Desk(Option<Officer>);

impl Desk {
    /// Approves what is in the queue until told to stop.
    pub async fn work(&mut self, portal: SocketAddr, stop: &watch::Receiver<bool>) {
        while !*stop.borrow() {
            let pause = if self.look(portal, stop).await.is_err() && self.0.is_none() { CALM } else { PAUSE };
            let mut told = stop.clone();
            tokio::select! {
                () = sleep(pause) => {}
                _told = told.changed() => {}
            }
        }
    }

    async fn look(&mut self, portal: SocketAddr, stop: &watch::Receiver<bool>) -> Result<()> {
        let officer = match &mut self.0 {
            Some(officer) => officer,
            None => self.0.insert(Officer::sign_in(portal, &FORESTRY).await?),
        };
        let queue = match officer.queue().await {
            Ok(queue) => queue,
            Err(error) => {
                // A portal that is away is no reason to sign in anew; one that asks for it is.
                if error.downcast_ref::<std::io::Error>().is_none() {
                    self.0 = None;
                }
                return Err(error);
            }
        };
        for case in queue {
            if *stop.borrow() {
                break;
            }
            officer.approve(&case, &[("ticket_number", "77 № 123456")]).await?;
        }
        Ok(())
    }
}
