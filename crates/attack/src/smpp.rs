//! PDUs that an SMS centre sends: framed and decoded as our client does, receipts read from what they say.

use bytes::BytesMut;
use notifications::gateway::smpp::receipt;
use rusmpp::{Pdu, tokio_codec::CommandCodec};
use tokio_util::codec::Decoder;

/// The longest PDU that our client takes.
const LONGEST: usize = 4096;

/// The bytes as they might come over the connection.
pub fn enter(bytes: &[u8]) {
    let mut codec = CommandCodec::new().with_max_length(LONGEST);
    let mut coming = BytesMut::from(bytes);
    // Each PDU has a header of 16 bytes; a decoder that takes fewer would never end.
    for _ in 0..=bytes.len() / 16 {
        let Ok(Some(command)) = codec.decode(&mut coming) else { return };
        if let Some(Pdu::DeliverSm(message)) = command.pdu()
            && let Some(receipt) = receipt(message)
        {
            assert!(!receipt.state.is_empty() || !receipt.delivered, "delivered without a word");
        }
    }
    assert!(coming.len() < 16 || bytes.is_empty(), "more PDUs than there is room for");
}
