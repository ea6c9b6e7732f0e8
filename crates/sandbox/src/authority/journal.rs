//! What was issued and what was revoked: one JSON line each, never rewritten.

use std::{
    collections::BTreeMap,
    fs::OpenOptions,
    io::{ErrorKind, Write},
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use anyhow::Context;
use base::Timestamp;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use x509_cert::Certificate;

/// One line of the journal.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
enum Line {
    Issued { at: Timestamp, serial: String, subject: String },
    Revoked { at: Timestamp, serial: String },
}

/// A certificate as the journal knows it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Entry {
    pub(super) subject: String,
    pub(super) issued_at: Timestamp,
    pub(super) revoked_at: Option<Timestamp>,
}

pub(super) struct Journal {
    file: PathBuf,
    entries: Mutex<BTreeMap<String, Entry>>,
}

impl Journal {
    pub(super) fn open(file: PathBuf) -> anyhow::Result<Self> {
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(missing) if missing.kind() == ErrorKind::NotFound => String::new(),
            Err(fault) => return Err(fault).with_context(|| file.display().to_string()),
        };
        let mut entries = BTreeMap::new();
        for line in text.lines() {
            apply(&mut entries, serde_json::from_str(line).with_context(|| file.display().to_string())?);
        }
        Ok(Self { file, entries: Mutex::new(entries) })
    }

    pub(super) fn note_issued(&self, at: Timestamp, certificate: &Certificate) -> anyhow::Result<()> {
        let certificate = certificate.tbs_certificate();
        let serial = HEXLOWER.encode(certificate.serial_number().as_bytes());
        self.write(Line::Issued { at, serial, subject: certificate.subject().to_string() })
    }

    /// False if no such serial number was ever issued. Revoking twice keeps the first moment.
    pub(super) fn note_revoked(&self, at: Timestamp, serial: &str) -> anyhow::Result<bool> {
        let serial = serial.to_ascii_lowercase();
        match self.list().get(&serial) {
            None => return Ok(false),
            Some(entry) if entry.revoked_at.is_some() => return Ok(true),
            Some(_) => {}
        }
        self.write(Line::Revoked { at, serial })?;
        Ok(true)
    }

    /// All certificates by serial number.
    pub(super) fn list(&self) -> BTreeMap<String, Entry> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Serial number and moment of each revocation.
    pub(super) fn revoked(&self) -> Vec<(Vec<u8>, Timestamp)> {
        let entries = self.list().into_iter();
        entries
            .filter_map(|(serial, entry)| Some((HEXLOWER.decode(serial.as_bytes()).ok()?, entry.revoked_at?)))
            .collect()
    }

    fn write(&self, line: Line) -> anyhow::Result<()> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = OpenOptions::new().append(true).create(true).open(&self.file)?;
        file.write_all(format!("{}\n", serde_json::to_string(&line)?).as_bytes())?;
        apply(&mut entries, line);
        Ok(())
    }
}

fn apply(entries: &mut BTreeMap<String, Entry>, line: Line) {
    match line {
        Line::Issued { at, serial, subject } => {
            entries.insert(serial, Entry { subject, issued_at: at, revoked_at: None });
        }
        Line::Revoked { at, serial } => {
            if let Some(entry) = entries.get_mut(&serial) {
                entry.revoked_at = Some(at);
            }
        }
    }
}
