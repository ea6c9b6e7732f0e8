//! From the octets of a short message to its text, by SMPP's data_coding.

use rusmpp::values::DataCoding;

/// The GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1), one septet to an octet; place 27 leads to the extension.
const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const ESCAPE: u8 = 0x1b;

/// The text that the octets stand for; `None` when this coding is not for texts.
pub(super) fn text(coding: DataCoding, octets: &[u8]) -> Option<String> {
    match coding {
        // Flash messages and the like carry the alphabet in two bits (3GPP TS 23.038, 4).
        DataCoding::McSpecific | DataCoding::Other(0x10..=0x13) => Some(gsm(octets)),
        DataCoding::Ia5 => Some(octets.iter().map(|octet| char::from(octet & 0x7f)).collect()),
        DataCoding::Latin1 => Some(octets.iter().copied().map(char::from).collect()),
        DataCoding::Cyrillic => Some(octets.iter().copied().map(cyrillic).collect()),
        DataCoding::Ucs2 | DataCoding::Other(0x18..=0x1b) => Some(ucs2(octets)),
        _ => None,
    }
}

fn gsm(octets: &[u8]) -> String {
    let alphabet: Vec<char> = GSM.chars().collect();
    let mut text = String::with_capacity(octets.len());
    let mut octets = octets.iter().copied();
    while let Some(octet) = octets.next() {
        if octet == ESCAPE {
            text.extend(octets.next().map(extension));
        } else {
            text.push(alphabet.get(usize::from(octet)).copied().unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
    text
}

fn extension(octet: u8) -> char {
    match octet {
        0x0a => '\u{c}',
        0x14 => '^',
        0x28 => '{',
        0x29 => '}',
        0x2f => '\\',
        0x3c => '[',
        0x3d => '~',
        0x3e => ']',
        0x40 => '|',
        0x65 => '€',
        _ => ' ',
    }
}

/// ISO 8859-5.
fn cyrillic(octet: u8) -> char {
    match octet {
        0xad => '\u{ad}',
        0xf0 => '№',
        0xfd => '§',
        0xa1..=0xff => char::from_u32(0x360 + u32::from(octet)).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(octet),
    }
}

/// UCS-2, big endian. Phones take UTF-16 there, so surrogate pairs are read as well.
fn ucs2(octets: &[u8]) -> String {
    let units = octets.chunks(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0xfffd,
    });
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_is_whole() {
        assert_eq!(GSM.chars().count(), 128);
        assert_eq!(text(DataCoding::McSpecific, b"\x00Code 12\x1b\x65").as_deref(), Some("@Code 12€"));
        assert_eq!(text(DataCoding::McSpecific, &[0x7f, 0x20, 0x1b]).as_deref(), Some("à "));
    }

    #[test]
    fn russian_in_both_codings() {
        let octets: Vec<u8> = "Код: 123 🙂".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(DataCoding::Ucs2, &octets).as_deref(), Some("Код: 123 🙂"));
        assert_eq!(text(DataCoding::Cyrillic, &[0xba, 0xde, 0xd4, 0x20, 0xf1, 0xf0, 0xa1]).as_deref(), Some("Код ё№Ё"));
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(text(DataCoding::OctetUnspecified, b"x"), None);
    }
}
