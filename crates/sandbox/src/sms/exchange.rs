//! What the sessions of the SMS centre share: unfinished texts and the way back for delivery receipts.

use std::{collections::VecDeque, sync::Mutex};

use rusmpp::pdus::DeliverSm;
use tokio::sync::mpsc;

use super::parts::{Place, Unfinished};

/// How many receipts wait for a session that can take them.
const MOST_WAITING: usize = 1_000;

#[derive(Default)]
struct Ways {
    listeners: Vec<mpsc::UnboundedSender<DeliverSm>>,
    waiting: VecDeque<DeliverSm>,
}

/// The shared side of all sessions.
#[derive(Default)]
pub struct Exchange {
    unfinished: Mutex<Unfinished>,
    ways: Mutex<Ways>,
}

impl Exchange {
    /// Adds a part of a long text; the whole text when nothing is missing any more.
    pub(super) fn add_part(&self, from: &str, to: &str, place: Place, text: String) -> Option<String> {
        self.unfinished.lock().ok()?.add(from, to, place, text)
    }

    /// A session that takes receipts has been bound: it gets those that wait, and the ones to come.
    pub(super) fn listen(&self) -> (mpsc::UnboundedSender<DeliverSm>, mpsc::UnboundedReceiver<DeliverSm>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        if let Ok(mut ways) = self.ways.lock() {
            for receipt in ways.waiting.drain(..) {
                let _ = sender.send(receipt);
            }
            ways.listeners.push(sender.clone());
        }
        (sender, receiver)
    }

    /// Sends a receipt to the session it belongs to, else to any that listens, else keeps it until one does.
    pub(super) fn deliver(&self, own: Option<&mpsc::UnboundedSender<DeliverSm>>, receipt: DeliverSm) {
        let mut undelivered = match own {
            Some(own) => match own.send(receipt) {
                Ok(()) => return,
                Err(mpsc::error::SendError(receipt)) => receipt,
            },
            None => receipt,
        };
        let Ok(mut ways) = self.ways.lock() else { return };
        ways.listeners.retain(|listener| !listener.is_closed());
        for listener in &ways.listeners {
            match listener.send(undelivered) {
                Ok(()) => return,
                Err(mpsc::error::SendError(receipt)) => undelivered = receipt,
            }
        }
        if ways.waiting.len() >= MOST_WAITING {
            ways.waiting.pop_front();
        }
        ways.waiting.push_back(undelivered);
    }
}
