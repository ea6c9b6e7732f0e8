//! The revision of a PDF that carries the signature: appended, so that what was there stays byte for byte.

use std::ops::Range;

use jiff::{Timestamp, tz::TimeZone};
use lopdf::{Dictionary, Document, IncrementalDocument, Object, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::Error;

/// Room for the CMS structure in bytes: chain and time stamp are some 4 KB.
const ROOM: usize = 16 * 1024;
/// Ten digits: a placeholder as wide as any offset that may come.
const WIDE: i64 = 9_999_999_999;

/// What a reader shows beside the signature.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Who signs.
    pub name: &'a str,
    /// Why: for instance «Документ № …».
    pub reason: &'a str,
    /// When, by our own clock; the time stamp proves it.
    pub at: Timestamp,
}

/// A document with a hole where its signature comes.
pub struct Revision {
    bytes: Vec<u8>,
    /// The hole with its angle brackets.
    hole: Range<usize>,
}

impl Revision {
    /// Appends the signature dictionary and its field.
    pub fn prepare(pdf: &[u8], facts: &Facts<'_>) -> Result<Self, Error> {
        let broken = |fault: lopdf::Error| Error::Pdf(fault.to_string());
        let previous = Document::load_mem(pdf).map_err(broken)?;
        let mut update = IncrementalDocument::create_from(pdf.to_vec(), previous);
        add_field(&mut update, facts).map_err(broken)?;
        let mut bytes = Vec::with_capacity(pdf.len() + 3 * ROOM);
        update.save_to(&mut bytes).map_err(|fault| Error::Pdf(fault.to_string()))?;
        let hole = find(&bytes, pdf.len(), &empty_hole()).ok_or_else(|| Error::Pdf("the hole is lost".to_owned()))?;
        patch_range(&mut bytes, pdf.len(), &hole)?;
        Ok(Self { bytes, hole })
    }

    /// SHA-256 of everything but the hole.
    pub fn digest(&self) -> Result<[u8; 32], Error> {
        let (Some(before), Some(after)) = (self.bytes.get(..self.hole.start), self.bytes.get(self.hole.end..)) else {
            return Err(Error::Pdf("the hole lies outside".to_owned()));
        };
        Ok(Sha256::new().chain_update(before).chain_update(after).finalize().into())
    }

    /// Puts the signature in.
    pub fn fill(mut self, signature: &[u8]) -> Result<Vec<u8>, Error> {
        if signature.len() > ROOM {
            return Err(Error::Pdf(format!("a signature of {} bytes has no room", signature.len())));
        }
        let hex = data_encoding::HEXUPPER.encode(signature);
        let inside = self.bytes.get_mut(self.hole).and_then(|hole| hole.get_mut(1..=hex.len()));
        inside.ok_or_else(|| Error::Pdf("the hole is too small".to_owned()))?.copy_from_slice(hex.as_bytes());
        Ok(self.bytes)
    }
}

/// Adds signature, field and form. The field is listed in the form only: an invisible widget among a page's annotations
/// would stand outside the structure tree, which PDF/UA forbids.
fn add_field(update: &mut IncrementalDocument, facts: &Facts<'_>) -> lopdf::Result<()> {
    let root = update.get_prev_documents().trailer.get(b"Root")?.as_reference()?;
    let page = update.get_prev_documents().page_iter().next();
    let hole = Object::Integer(WIDE);
    let signature = update.new_document.add_object(dictionary! {
        "Type" => "Sig",
        "Filter" => "Adobe.PPKLite",
        "SubFilter" => "ETSI.CAdES.detached",
        "ByteRange" => vec![Object::Integer(0), hole.clone(), hole.clone(), hole],
        "Contents" => Object::String(vec![0; ROOM], StringFormat::Hexadecimal),
        "M" => Object::string_literal(pdf_date(facts.at)),
        "Name" => text(facts.name),
        "Reason" => text(facts.reason),
    });
    let mut field = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => text("Signature1"),
        "V" => Object::Reference(signature),
        "Rect" => vec![Object::Integer(0); 4],
        // Print and Locked: PDF/A allows no hidden annotation, and this one has no size.
        "F" => 132,
    };
    if let Some(page) = page {
        field.set("P", Object::Reference(page));
    }
    let field = update.new_document.add_object(field);
    update.opt_clone_object_to_new_document(root)?;
    let catalogue = update.new_document.get_object_mut(root)?.as_dict_mut()?;
    if catalogue.has(b"AcroForm") {
        // Ours have none: a file that has one came from elsewhere.
        return Err(lopdf::Error::InvalidStream("the document already has a form".to_owned()));
    }
    let mut form = Dictionary::new();
    form.set("Fields", vec![Object::Reference(field)]);
    // SignaturesExist and AppendOnly.
    form.set("SigFlags", 3);
    catalogue.set("AcroForm", form);
    Ok(())
}

/// A text string (ISO 32000-1, 7.9.2.2) in UTF-16BE with its mark: the only encoding that all readers take for Russian.
fn text(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn pdf_date(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("D:%Y%m%d%H%M%SZ").to_string()
}

fn empty_hole() -> Vec<u8> {
    let mut hole = vec![b'0'; 2 * ROOM + 2];
    if let [first, .., last] = hole.as_mut_slice() {
        *first = b'<';
        *last = b'>';
    }
    hole
}

fn find(bytes: &[u8], from: usize, needle: &[u8]) -> Option<Range<usize>> {
    let start = bytes.get(from..)?.windows(needle.len()).position(|window| window == needle)? + from;
    Some(start..start + needle.len())
}

/// Writes the true ranges over the placeholder, padded with spaces to its width.
fn patch_range(bytes: &mut [u8], from: usize, hole: &Range<usize>) -> Result<(), Error> {
    let placeholder = format!("[0 {WIDE} {WIDE} {WIDE}]");
    let found = find(bytes, from, placeholder.as_bytes()).ok_or_else(|| Error::Pdf("the range is lost".to_owned()))?;
    let ranges = format!("[0 {} {} {}", hole.start, hole.end, bytes.len() - hole.end);
    let padded = format!("{ranges:<width$}]", width = placeholder.len() - 1);
    let place = bytes.get_mut(found).ok_or_else(|| Error::Pdf("the range is lost".to_owned()))?;
    if place.len() != padded.len() {
        return Err(Error::Pdf("the file is too long to be signed".to_owned()));
    }
    place.copy_from_slice(padded.as_bytes());
    Ok(())
}
