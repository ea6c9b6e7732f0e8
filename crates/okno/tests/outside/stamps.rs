//! The time-stamp authority (RFC 3161): a token for a digest.

use documents::signing::{HttpAuthority, TimeStampAuthority};

use crate::sandbox::{PATIENCE, Sandbox};

const DIGEST: [u8; 32] = [0xa7; 32];
const NONCE: [u8; 8] = [0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x01];

/// A TimeStampReq (RFC 3161, 2.4.1) by hand: version 1, SHA-256 of something, a nonce, and the certificate please.
fn query() -> Vec<u8> {
    let sha256 = [0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00];
    let mut imprint = vec![0x30, 0x31];
    imprint.extend_from_slice(&sha256);
    imprint.extend_from_slice(&[0x04, 0x20]);
    imprint.extend_from_slice(&DIGEST);
    let mut body = vec![0x02, 0x01, 0x01];
    body.extend_from_slice(&imprint);
    body.extend_from_slice(&[0x02, 0x08]);
    body.extend_from_slice(&NONCE);
    body.extend_from_slice(&[0x01, 0x01, 0xff]);
    let mut query = vec![0x30, u8::try_from(body.len()).unwrap()];
    query.extend_from_slice(&body);
    query
}

fn holds(answer: &[u8], bytes: &[u8]) -> bool {
    answer.windows(bytes.len()).any(|window| window == bytes)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_speaks_of_our_digest_and_our_question() {
    let sandbox = Sandbox::start("http://127.0.0.1:9/").await;
    let authority = HttpAuthority::new(&format!("{}/tsa", sandbox.doors.http), PATIENCE).unwrap();
    let answer = authority.stamp(query()).await.unwrap();
    // PKIStatusInfo with status 0, granted, is the first thing in the answer.
    assert!(holds(&answer[..16], &[0x02, 0x01, 0x00]), "{:x?}", &answer[..16]);
    assert!(holds(&answer, &DIGEST) && holds(&answer, &NONCE));

    sandbox.control("time-stamp-authority", "down").await;
    let failed = authority.stamp(query()).await.unwrap_err().to_string();
    assert!(failed.contains("503"), "{failed}");
    sandbox.control("time-stamp-authority", "ok").await;
    assert!(authority.stamp(query()).await.is_ok());
}
