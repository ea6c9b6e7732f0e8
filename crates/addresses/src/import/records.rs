//! The records of an XML file of the register: flat elements with attributes, one after another.

use std::io::BufRead;

use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event},
};

use super::ImportError;

/// A record: its attributes.
#[derive(Debug, Default)]
pub(super) struct Record(Vec<(String, String)>);

impl Record {
    /// An attribute, none when it is not there or empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    /// A whole number that must be there.
    pub(super) fn number(&self, name: &str) -> Result<i64, String> {
        let text = self.text(name).ok_or_else(|| format!("{name} is missing"))?;
        text.parse().map_err(|_| format!("{name} is not a number: {}", shortened(text)))
    }

    /// A whole number that may be missing.
    pub(super) fn number_or(&self, name: &str, otherwise: i64) -> Result<i64, String> {
        if self.text(name).is_some() { self.number(name) } else { Ok(otherwise) }
    }

    /// Whether a mark is set; one that is missing is.
    pub(super) fn is(&self, name: &str) -> bool {
        self.text(name).is_none_or(|value| matches!(value, "1" | "true"))
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Reads records of one element name.
pub(super) struct Reader {
    file: String,
    xml: quick_xml::Reader<Box<dyn BufRead + Send>>,
    tag: &'static str,
    buffer: Vec<u8>,
    record: u64,
    /// How many elements are open.
    depth: u32,
    begun: bool,
}

impl Reader {
    pub(super) fn new(file: &str, source: Box<dyn BufRead + Send>, tag: &'static str) -> Self {
        let xml = quick_xml::Reader::from_reader(source);
        Self { file: file.to_owned(), xml, tag, buffer: Vec::new(), record: 0, depth: 0, begun: false }
    }

    /// Passes over records that were read before.
    pub(super) fn skip(&mut self, records: u64) -> Result<(), ImportError> {
        for _ in 0..records {
            if self.next_record()?.is_none() {
                return Err(self.broken("it is shorter than it was".to_owned()));
            }
        }
        Ok(())
    }

    /// The next record, none at the end.
    pub(super) fn next_record(&mut self) -> Result<Option<Record>, ImportError> {
        loop {
            self.buffer.clear();
            let taken = match self.xml.read_event_into(&mut self.buffer) {
                Ok(Event::Empty(element)) => Taken::of(&element, self.tag),
                Ok(Event::Start(element)) => {
                    self.depth += 1;
                    self.begun = true;
                    Taken::of(&element, self.tag)
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Taken::Nothing
                }
                Ok(Event::Eof) if self.begun && self.depth == 0 => return Ok(None),
                Ok(Event::Eof) => Taken::Broken("the file ends in the middle".to_owned()),
                Ok(Event::DocType(_)) => Taken::Broken("a document type is not expected".to_owned()),
                Ok(_) => Taken::Nothing,
                Err(error) => Taken::Broken(error.to_string()),
            };
            match taken {
                Taken::Nothing => {}
                Taken::Record(record) => {
                    self.record += 1;
                    return Ok(Some(record));
                }
                Taken::Broken(fault) => {
                    self.record += 1;
                    return Err(self.broken(fault));
                }
            }
        }
    }

    /// Something wrong with the record that was read last.
    pub(super) fn broken(&self, fault: String) -> ImportError {
        let byte = self.xml.buffer_position();
        ImportError::Broken { file: self.file.clone(), record: self.record, byte, fault }
    }
}

enum Taken {
    Nothing,
    Record(Record),
    Broken(String),
}

impl Taken {
    fn of(element: &BytesStart<'_>, tag: &str) -> Self {
        if element.name().as_ref() != tag {
            return Self::Nothing;
        }
        let mut record = Record::default();
        for attribute in element.attributes() {
            let read = attribute.map_err(|error| error.to_string()).and_then(|attribute| {
                let name = attribute.key.as_ref().to_owned();
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
                Ok((name, value.into_owned()))
            });
            match read {
                Ok(pair) => record.0.push(pair),
                Err(fault) => return Self::Broken(fault),
            }
        }
        Self::Record(record)
    }
}
