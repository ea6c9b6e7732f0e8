//! The result document as a form says it: texts with names in them, and a table. It is written as Typst of one shape, which
//! is known again: whatever does not come out the same when it is read and written was changed by hand.

mod read;
mod said;
mod source;

pub(crate) use said::{Piece, pieces};

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) ru: String,
    pub(crate) en: String,
}

impl Said {
    pub(crate) fn is_empty(&self) -> bool {
        self.ru.is_empty() && self.en.is_empty()
    }
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) label: Said,
    /// The name of the value.
    pub(crate) value: String,
}

/// What a document says below its title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Above the table. Empty lines stand between paragraphs, `{name}` for a value.
    pub(crate) opening: Said,
    pub(crate) rows: Vec<Row>,
    /// Whether every answer of the application stands in the table, too.
    pub(crate) has_all: bool,
    /// Below it.
    pub(crate) closing: Said,
}

impl Sheet {
    /// Reads the Typst of a document; none when it is not of the shape that [`Sheet::source`] writes.
    pub(crate) fn read(source: &str) -> Option<Self> {
        read::read(source).filter(|sheet| sheet.source() == source)
    }

    /// The document in Typst, as the part of a service after the common sheet.
    pub(crate) fn source(&self) -> String {
        source::of(self)
    }

    /// Every name that stands in it, with where it stands.
    pub(crate) fn names(&self) -> Vec<(Spot, String)> {
        let texts = [("opening", &self.opening), ("closing", &self.closing)];
        let sides = texts.into_iter().flat_map(|(text, said)| [(text, "ru", &said.ru), (text, "en", &said.en)]);
        let within = sides.flat_map(|(text, lang, said)| {
            let named = pieces(said).into_iter().filter_map(|piece| match piece {
                Piece::Name(name) => Some(name.to_owned()),
                Piece::Text(_) => None,
            });
            named.map(move |name| (Spot::Text(text, lang), name)).collect::<Vec<_>>()
        });
        let rows = self.rows.iter().enumerate().map(|(index, row)| (Spot::Row(index), row.value.clone()));
        within.chain(rows).collect()
    }
}

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// In a text, and in which of its languages.
    Text(&'static str, &'static str),
    /// In the table: the place of its row.
    Row(usize),
}

#[cfg(test)]
mod tests;
