//! The mail server: SMTP (RFC 5321) for any recipient, MIME decoded.

mod mime;
mod session;

use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

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
            Ok(_) if world.control.of(System::Mail).mode == Mode::Down => {}
            Ok((stream, peer)) => {
                tracing::debug!(%peer, "an SMTP session begins");
                let (world, stop) = (world.clone(), stop.clone());
                tasks.spawn(async move {
                    tokio::select! {
                        () = stop.cancelled() => {}
                        () = world.control.down(System::Mail) => {}
                        ended = session::run(&world, stream) => {
                            if let Err(fault) = ended {
                                tracing::debug!(%fault, "an SMTP session broke off");
                            }
                        }
                    }
                });
            }
            Err(fault) => {
                tracing::warn!(%fault, "the mail server could not take a connection");
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
        }
    }
}
