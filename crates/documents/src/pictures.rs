//! Pictures worked on: a small one to look at, and several photographs made one document.
//!
//! Everything here comes after the gate, and is bounded all the same: in points, in memory, in pages, in bytes. What a
//! camera notes beside the picture (the place, the time, its owner) does not come along.

mod joining;
mod reading;
mod sheet;

pub(crate) use joining::join;
pub(crate) use reading::preview;

/// Why photographs were not joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unjoined {
    /// One of them is no picture.
    #[error("only pictures can be joined")]
    NotPictures,
    /// More than anybody looks through.
    #[error("there are too many pages")]
    TooMany,
    /// Too large even when they are made smaller.
    #[error("the pages are too large together")]
    TooLarge,
    /// One of them cannot be read.
    #[error("a picture cannot be read")]
    Unreadable,
}

impl Unjoined {
    /// Translation key of the message for whoever sent the pictures.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::NotPictures => "documents-join-only-pictures",
            Self::TooMany => "documents-join-too-many",
            Self::TooLarge => "documents-join-too-large",
            Self::Unreadable => "documents-join-unreadable",
        }
    }
}

#[cfg(test)]
mod tests;
