//! Notices to the shop: signed, sent until it says 2xx, with growing pauses.

use std::{collections::HashMap, time::Duration};

use base::{SignedDuration, Timestamp, Uuid};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio_util::sync::CancellationToken;

use super::books::Notice;
use crate::{
    control::{Mode, System},
    world::Shared,
};

/// The secret that shop and provider share.
const SECRET: &[u8] = b"okno-webhook-secret";
/// How long the shop may take to answer.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often the provider looks for what is due.
const BEAT: Duration = Duration::from_millis(250);
/// The longest pause between two tries, in seconds.
const LONGEST_PAUSE: i64 = 300;

/// Tries so far and the moment of the next one.
#[derive(Clone, Copy)]
struct Tries {
    count: u32,
    next_at: Timestamp,
}

/// Sends what is due until the sandbox stops.
pub(crate) async fn send_all(world: Shared, stop: CancellationToken) {
    let client = match reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build()
    {
        Ok(client) => client,
        Err(fault) => {
            tracing::error!(%fault, "no notices can be sent");
            return;
        }
    };
    let mut tries: HashMap<Uuid, Tries> = HashMap::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = world.provider.changed.notified() => {}
            () = tokio::time::sleep(BEAT) => {}
        }
        if let Err(fault) = world.provider.expire(world.own_now(), || world.cx.uuid()) {
            tracing::error!(fault = format!("{fault:#}"), "the books could not be written");
        }
        if world.control.of(System::PaymentProvider).mode == Mode::Down {
            continue;
        }
        let due = due(&world, &tries);
        let sent = due.iter().map(|notice| tell(&world, &client, notice));
        let answers = tokio::select! {
            () = stop.cancelled() => return,
            answers = futures_util::future::join_all(sent) => answers,
        };
        for (notice, heard) in due.iter().zip(answers) {
            note(&world, &mut tries, notice, heard);
        }
    }
}

/// The notices whose time has come, not too many at once.
fn due(world: &Shared, tries: &HashMap<Uuid, Tries>) -> Vec<Notice> {
    let now = world.own_now();
    let mut due = world.provider.with(|books| (books.unheard(), Vec::new())).unwrap_or_default();
    due.retain(|notice| tries.get(&notice.id).is_none_or(|tries| tries.next_at <= now));
    due.truncate(16);
    due
}

/// Sends one notice (twice in the mode `twice`); whether the shop has heard it.
async fn tell(world: &Shared, client: &reqwest::Client, notice: &Notice) -> bool {
    let mode = world.control.pause(System::PaymentProvider).await;
    let heard = send(world, client, notice).await;
    if mode == Mode::Twice { send(world, client, notice).await && heard } else { heard }
}

async fn send(world: &Shared, client: &reqwest::Client, notice: &Notice) -> bool {
    // The machine's clock, not the sandbox's own: the shop compares it with its clock.
    let signature = signature(world.now().as_second(), &notice.body);
    let request = client
        .post(&world.provider.webhook)
        .header("content-type", "application/json")
        .header("okno-signature", signature)
        .body(notice.body.clone());
    match request.send().await {
        Ok(answer) if answer.status().is_success() => true,
        Ok(answer) => {
            tracing::info!(notice = %notice.id, status = answer.status().as_u16(), "the shop did not take a notice");
            false
        }
        Err(fault) => {
            tracing::info!(notice = %notice.id, %fault, "the shop could not be told");
            false
        }
    }
}

/// `t=<seconds>,v1=<HMAC-SHA256 of "t.body" in hexadecimal>`.
fn signature(seconds: i64, body: &str) -> String {
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(SECRET).map(|mut mac| {
        mac.update(format!("{seconds}.{body}").as_bytes());
        data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes())
    });
    format!("t={seconds},v1={}", mac.unwrap_or_default())
}

fn note(world: &Shared, tries: &mut HashMap<Uuid, Tries>, notice: &Notice, heard: bool) {
    if heard {
        tries.remove(&notice.id);
        if let Err(fault) = world.provider.with(|books| ((), books.heard(notice.id))) {
            tracing::error!(fault = format!("{fault:#}"), "the books could not be written");
        }
        return;
    }
    let now = world.own_now();
    let count = tries.get(&notice.id).map_or(0, |tries| tries.count) + 1;
    let pause = 2_i64.saturating_pow(count - 1).min(LONGEST_PAUSE);
    let next_at = now.checked_add(SignedDuration::from_secs(pause)).unwrap_or(now);
    tries.insert(notice.id, Tries { count, next_at });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_openssl_computes() {
        // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac okno-webhook-secret
        let expected = "t=1700000000,v1=dab519668b7d4abf13d609f48493c47a6d96b8de3ec7703795b0db7ba084840e";
        assert_eq!(signature(1_700_000_000, "{\"a\":1}"), expected);
    }
}
