//! Long texts: which part of which text a short message carries, and putting the parts together.

use std::collections::{BTreeMap, HashMap};

use rusmpp::{pdus::SubmitSm, tlvs::TlvValue, values::GsmFeatures};

/// How many unfinished texts are remembered.
const MOST: usize = 1_000;

/// The place of one short message in a long text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The sender's number of the text.
    pub(super) reference: u16,
    /// How many parts there are.
    pub(super) total: u8,
    /// Which one this is, from 1.
    pub(super) number: u8,
}

/// The octets of the text in a submit_sm, and the place if it is one part of several. `None` if the header is broken.
pub(super) fn content(submitted: &SubmitSm) -> Option<(Vec<u8>, Option<Place>)> {
    let payload = submitted.tlvs().iter().find_map(|tlv| match tlv.value() {
        Some(TlvValue::MessagePayload(payload)) => Some(payload.value.as_ref().to_vec()),
        _ => None,
    });
    let octets = payload.unwrap_or_else(|| submitted.short_message().as_ref().to_vec());
    let has_header =
        matches!(submitted.esm_class.gsm_features, GsmFeatures::UdhiIndicator | GsmFeatures::SetUdhiAndReplyPath);
    if has_header {
        let (header, body) =
            octets.split_first().and_then(|(length, rest)| rest.split_at_checked(usize::from(*length)))?;
        return Some((body.to_vec(), place_in_header(header)));
    }
    Some((octets, place_in_parameters(submitted)))
}

/// Walks the information elements of a user data header (3GPP TS 23.040, 9.2.3.24).
fn place_in_header(mut header: &[u8]) -> Option<Place> {
    while let [kind, length, rest @ ..] = header {
        let (element, next) = rest.split_at_checked(usize::from(*length))?;
        match (kind, element) {
            (0x00, [reference, total, number]) => {
                return Some(Place { reference: u16::from(*reference), total: *total, number: *number });
            }
            (0x08, [high, low, total, number]) => {
                return Some(Place { reference: u16::from_be_bytes([*high, *low]), total: *total, number: *number });
            }
            _ => header = next,
        }
    }
    None
}

fn place_in_parameters(submitted: &SubmitSm) -> Option<Place> {
    let (mut reference, mut total, mut number) = (None, None, None);
    for tlv in submitted.tlvs() {
        match tlv.value() {
            Some(TlvValue::SarMsgRefNum(value)) => reference = Some(*value),
            Some(TlvValue::SarTotalSegments(value)) => total = Some(*value),
            Some(TlvValue::SarSegmentSeqnum(value)) => number = Some(*value),
            _ => {}
        }
    }
    Some(Place { reference: reference?, total: total?, number: number? })
}

/// Texts of which some parts have come.
#[derive(Default)]
pub(super) struct Unfinished {
    texts: HashMap<(String, String, u16, u8), BTreeMap<u8, String>>,
}

impl Unfinished {
    /// Adds a part; the whole text when it was the last one missing.
    pub(super) fn add(&mut self, from: &str, to: &str, place: Place, text: String) -> Option<String> {
        if place.total <= 1 {
            return Some(text);
        }
        if self.texts.len() >= MOST {
            self.texts.clear();
        }
        let key = (from.to_owned(), to.to_owned(), place.reference, place.total);
        let parts = self.texts.entry(key.clone()).or_default();
        parts.insert(place.number, text);
        if parts.len() < usize::from(place.total) {
            return None;
        }
        self.texts.remove(&key).map(|parts| parts.into_values().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_any_order_make_the_text() {
        let mut unfinished = Unfinished::default();
        let place = |number| Place { reference: 7, total: 3, number };
        assert_eq!(unfinished.add("Okno", "+7", place(3), "три".into()), None);
        assert_eq!(unfinished.add("Okno", "+7", place(1), "раз ".into()), None);
        assert_eq!(unfinished.add("Okno", "+8", place(2), "чужое".into()), None);
        assert_eq!(unfinished.add("Okno", "+7", place(1), "раз ".into()), None, "a repeated part adds nothing");
        assert_eq!(unfinished.add("Okno", "+7", place(2), "два ".into()).as_deref(), Some("раз два три"));
    }

    #[test]
    fn headers_with_other_elements_are_walked() {
        assert_eq!(place_in_header(&[0x24, 1, 9, 0x00, 3, 5, 2, 1]), Some(Place { reference: 5, total: 2, number: 1 }));
        assert_eq!(place_in_header(&[0x08, 4, 1, 2, 3, 1]), Some(Place { reference: 258, total: 3, number: 1 }));
        assert_eq!(place_in_header(&[0x00, 9, 1]), None);
    }
}
