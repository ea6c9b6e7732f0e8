//! The SMS centre: SMPP 3.4 over TCP.
//!
//! It takes bind_transceiver, bind_transmitter and bind_receiver with name and password, submit_sm with every usual
//! coding, long texts in parts (user data header or SAR parameters) or in message_payload, answers with a message id and
//! later with a delivery receipt as deliver_sm. A text shows on the phone when its last part has come.

mod codings;
mod exchange;
mod parts;
mod session;

use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use exchange::Exchange;

use crate::{
    control::{Mode, System},
    world::Shared,
};

/// Takes sessions until the sandbox stops.
pub(crate) async fn serve(world: Shared, listener: TcpListener, stop: CancellationToken, tasks: TaskTracker) {
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok(_) if world.control.of(System::Sms).mode == Mode::Down => {}
            Ok((stream, peer)) => {
                tracing::debug!(%peer, "an SMPP session begins");
                let _ = stream.set_nodelay(true);
                tasks.spawn(session::run(world.clone(), stream, stop.clone()));
            }
            Err(fault) => {
                tracing::warn!(%fault, "the SMS centre could not take a connection");
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
        }
    }
}
