//! Files that citizens bring: PDF, PNG, JPEG by content, and their names.

use documents::{BadFile, FileKind, testing::doors};

/// The bytes as a file, and as the name of one.
pub fn enter(bytes: &[u8]) {
    let found = doors::examine(bytes);
    match found {
        Ok(FileKind::Pdf) => assert!(bytes.starts_with(b"%PDF-")),
        Ok(FileKind::Png) => assert!(bytes.starts_with(b"\x89PNG")),
        Ok(FileKind::Jpeg) => assert!(bytes.starts_with(b"\xff\xd8")),
        Err(bad) => assert_eq!(bad == BadFile::Empty, bytes.is_empty()),
    }
    let sent = String::from_utf8_lossy(bytes);
    for kind in [FileKind::Pdf, FileKind::Png, FileKind::Jpeg] {
        let name = doors::clean(&sent, kind);
        assert_eq!(doors::clean(&name, kind), name, "a clean name is cleaned further");
        assert!(!name.contains(['/', '\\', '"', '\0', '\n', '\r']), "{name:?} steers");
        assert!(kind.endings().iter().any(|ending| name.ends_with(ending)), "{name:?} has another ending");
        assert!(!name.starts_with('.'), "{name:?} hides itself");
    }
}
