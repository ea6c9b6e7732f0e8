//! Documents: the files that citizens bring, and the documents that agencies issue to them, typeset, signed and open to
//! everybody's check.
//!
//! It owns the file store, the kinds of files that are taken, the numbers of documents, signing keys of agencies and the
//! public check. It refuses to know what a document is for: its orderer is an opaque reference, and the news that it was
//! issued ([`events::DocumentIssued`]) is connected by the binary. It links no typesetter: that is a program of its own.
//!
//! Start with [`Files::examine`] and [`store`] (a file comes in), [`events::IssueDocument`] (a document is ordered) and
//! `issuing.rs` (how it is made exactly once), [`signing`] (how it is signed), `check.rs` (what a stranger learns).

mod audit;
mod check;
mod content;
pub mod events;
mod file_name;
mod files;
mod gate;
mod issued;
mod issuing;
mod mask;
mod number;
mod pages;
mod pictures;
mod qr;
mod receipt;
mod scanner;
pub mod signing;
mod storage;
mod store;
pub mod sweep;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod typesetter;

use db::{Migration, jobs::Runner};

pub use audit::{OfCause, audit, holds, of_cause};
pub use check::{Checked, Comparison, check};
pub use content::{BadFile, FileKind, LARGEST};
pub use files::{
    Aside, EraseFile, FileId, FileInfo, NewFile, drop_aside, file, files, hold, read, read_for, reading, release,
    remove, shelve, store, store_aside,
};
pub use gate::Examined;
pub use issued::{
    DocumentId, DocumentKind, IssuedDocument, Standing, by_reference, issued, read_issued, read_issued_for, revoke,
};
pub use issuing::Issuer;
pub use number::{BadDocumentNumber, DocumentNumber};
pub use pages::{State, routes};
pub use pictures::Unjoined;
pub use receipt::{Receipt, ReceiptRecipient};
pub use scanner::{BadScanner, Scanner, Verdict};
pub use storage::{Fault, Files};
pub use typesetter::{Fault as TypesetFault, Typesetter};

/// The tables of this slice.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "documents/0001_files", sql: include_str!("../migrations/0001_files.sql") },
    Migration { name: "documents/0002_issued_documents", sql: include_str!("../migrations/0002_issued_documents.sql") },
    Migration { name: "documents/0003_by_id", sql: include_str!("../migrations/0003_by_id.sql") },
];

/// The words of this slice.
pub const LOCALES: web::Locales =
    web::Locales { ru: include_str!("../locales/ru.ftl"), en: include_str!("../locales/en.ftl") };

/// Adds the jobs of this slice to a runner: issuing documents, and [`housekeeping`]. [`events::DocumentIssued`] is the
/// wiring's.
pub fn jobs(runner: Runner, issuer: Issuer) -> Runner {
    let runner = housekeeping(runner, &issuer.files);
    runner.on(move |order: events::IssueDocument, run| issuer.clone().issue(order, run))
}

/// Adds what keeps the file store in order: erasing files whose time has come, and what nothing speaks of.
pub fn housekeeping(runner: Runner, files: &Files) -> Runner {
    let (erasing, sweeping) = (files.clone(), files.clone());
    runner
        .on(move |job: EraseFile, run| {
            let files = erasing.clone();
            async move { files::erase(&files, job, run).await }
        })
        .on(move |job: sweep::Sweep, run| {
            let files = sweeping.clone();
            async move { sweep::handle(&files, job, run).await }
        })
}
