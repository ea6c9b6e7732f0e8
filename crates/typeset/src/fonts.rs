//! The fonts in the program itself: Golos Text in three weights (SIL Open Font License, `fonts/OFL.txt`), so that a
//! document looks the same on every machine. System fonts are never looked at.

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

const FILES: [&[u8]; 3] = [
    include_bytes!("../fonts/GolosText-Regular.ttf"),
    include_bytes!("../fonts/GolosText-Medium.ttf"),
    include_bytes!("../fonts/GolosText-Bold.ttf"),
];

/// The fonts and their index.
pub struct Fonts {
    /// What Typst chooses from.
    pub book: LazyHash<FontBook>,
    /// In the order of the book.
    pub faces: Vec<Font>,
}

impl Fonts {
    /// Reads the embedded fonts.
    pub fn load() -> Self {
        let faces: Vec<Font> = FILES.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
        Self { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
    }

    /// Whether the sign can be printed.
    pub fn covers(&self, sign: char) -> bool {
        self.faces.first().is_some_and(|face| face.info().coverage.contains(u32::from(sign)))
    }
}
