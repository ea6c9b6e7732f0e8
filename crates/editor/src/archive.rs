//! A service as one file: a ZIP archive of its folder.

use std::io::{Cursor, Read, Write};

use catalog::{DEFINITION, ServiceFiles};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Why an archive cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadArchive {
    /// It is no ZIP archive, or a broken one.
    NoArchive,
    /// It has no `service.yaml`.
    NoService,
    /// A file in it is no text, or has a name that files of a service do not have.
    BadFile(String),
    /// There is more in it than a service may have.
    TooLarge,
}

/// Packs the folder of a service. The same files give the same bytes.
///
/// # Errors
/// When a file cannot be packed, which has not been seen to happen.
pub fn pack(code: &str, files: &ServiceFiles) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // A time of its own would make every archive another one.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (path, text) in files.iter() {
        archive.start_file(format!("{code}/{path}"), options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Reads the folder of a service out of an archive. The folder around the files, when there is one, is passed over.
///
/// # Errors
/// Of what somebody sent: see [`BadArchive`].
pub fn unpack(bytes: &[u8]) -> Result<ServiceFiles, BadArchive> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BadArchive::NoArchive)?;
    if archive.len() > ServiceFiles::MOST * 2 {
        return Err(BadArchive::TooLarge);
    }
    let mut found: Vec<(String, String)> = Vec::new();
    let mut left = ServiceFiles::LONGEST;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| BadArchive::NoArchive)?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().map_err(|_| BadArchive::NoArchive)?.into_owned();
        let mut bytes = Vec::new();
        // What it says of its size is not believed.
        let most = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        file.take(most).read_to_end(&mut bytes).map_err(|_| BadArchive::NoArchive)?;
        left = left.checked_sub(bytes.len()).ok_or(BadArchive::TooLarge)?;
        let text = String::from_utf8(bytes).map_err(|_| BadArchive::BadFile(name.clone()))?;
        found.push((name, text));
    }
    let definition = found.iter().map(|(name, _)| name).find(|name| name.rsplit('/').next() == Some(DEFINITION));
    let folder = definition.ok_or(BadArchive::NoService)?.trim_end_matches(DEFINITION).to_owned();
    let mut files = ServiceFiles::default();
    for (name, text) in found {
        let path = name.strip_prefix(&folder).ok_or_else(|| BadArchive::BadFile(name.clone()))?;
        if !ServiceFiles::is_path(path) {
            return Err(BadArchive::BadFile(name.clone()));
        }
        if !files.set(path, text) {
            return Err(BadArchive::TooLarge);
        }
    }
    Ok(files)
}
