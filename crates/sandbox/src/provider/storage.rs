//! The file of the books: one JSON line per change, written anew at every start.

use std::{
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, ErrorKind, Write},
    path::Path,
    sync::{Mutex, PoisonError},
};

use anyhow::Context;

use super::books::{Books, Change};

pub(super) struct Storage {
    file: Mutex<File>,
}

impl Storage {
    /// Reads the books and leaves a file that holds nothing out of date.
    pub(super) fn open(data: &Path) -> anyhow::Result<(Self, Books)> {
        std::fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
        let (file, fresh) = (data.join("payments.jsonl"), data.join("payments.jsonl.new"));
        let mut books = Books::default();
        match File::open(&file) {
            Ok(old) => read(BufReader::new(old), &mut books).with_context(|| file.display().to_string())?,
            Err(missing) if missing.kind() == ErrorKind::NotFound => {}
            Err(fault) => return Err(fault).with_context(|| file.display().to_string()),
        }
        let mut written = File::create(&fresh)?;
        written.write_all(lines(&books.snapshot())?.as_bytes())?;
        written.sync_all()?;
        std::fs::rename(&fresh, &file)?;
        let file = OpenOptions::new().append(true).open(&file)?;
        Ok((Self { file: Mutex::new(file) }, books))
    }

    pub(super) fn append(&self, changes: &[Change]) -> anyhow::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(lines(changes)?.as_bytes())?;
        file.sync_data()?;
        Ok(())
    }
}

fn lines(changes: &[Change]) -> anyhow::Result<String> {
    changes.iter().map(|change| Ok(serde_json::to_string(change)? + "\n")).collect()
}

fn read(lines: impl BufRead, books: &mut Books) -> anyhow::Result<()> {
    let mut lines = lines.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        match serde_json::from_str(&line?) {
            Ok(change) => books.apply(change),
            // A last line that is not whole was being written when the process died: it was never answered.
            Err(_) if lines.peek().is_none() => break,
            Err(wrong) => return Err(wrong).with_context(|| format!("line {}", number + 1)),
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_last_line_is_forgotten_and_another_is_a_fault() {
        let good = r#"{"notice":{"id":"00000000-0000-0000-0000-000000000001","body":"{}","heard":false}}"#;
        let mut books = Books::default();
        read(format!("{good}\n{{\"noti").as_bytes(), &mut books).unwrap();
        assert_eq!(books.unheard().len(), 1);
        assert!(read(format!("{{\"noti\n{good}\n").as_bytes(), &mut books).is_err());
    }
}
