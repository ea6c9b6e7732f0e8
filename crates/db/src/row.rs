//! Rows become types at the cursor: structs by the names of their columns, values and tuples by position.

use crate::{FromValue, Mismatch, Value};

/// A type that is read from a row. Derive it for structs; values and tuples of values have it already.
pub trait FromRow: Sized {
    /// The columns by name, in the order of [`Row::get`]; empty when the type is read by position.
    const COLUMNS: &'static [&'static str];
    /// How many columns are read.
    const WIDTH: usize;
    /// Reads the row.
    fn from_row(row: &Row<'_>) -> Result<Self, Mismatch>;
}

/// A row at the cursor.
pub struct Row<'a> {
    cells: &'a dyn Cells,
    places: &'a [usize],
}

/// The values of a row, as the driver gives them.
pub(crate) trait Cells {
    fn cell(&self, place: usize) -> Result<Value<'_>, Mismatch>;
}

impl<'a> Row<'a> {
    pub(crate) fn new(cells: &'a dyn Cells, places: &'a [usize]) -> Self {
        Self { cells, places }
    }

    /// The value of the column `place` of [`FromRow::COLUMNS`], counted from 0.
    pub fn get<T: FromValue>(&self, place: usize) -> Result<T, Mismatch> {
        let place = self.places.get(place).copied().unwrap_or(place);
        T::from_value(self.cells.cell(place)?)
    }
}

/// Where the columns of `T` stand in a statement that answers `names`: found once per query, not once per row.
pub(crate) fn places<T: FromRow>(names: &[&str]) -> Result<Vec<usize>, String> {
    if T::COLUMNS.is_empty() {
        if names.len() == T::WIDTH {
            return Ok(Vec::new());
        }
        return Err(format!("the statement answers {} columns, {} are read", names.len(), T::WIDTH));
    }
    T::COLUMNS
        .iter()
        .map(|wanted| {
            names.iter().position(|name| name == wanted).ok_or_else(|| format!("the statement has no column {wanted}"))
        })
        .collect()
}

impl<T: FromValue> FromRow for T {
    const COLUMNS: &'static [&'static str] = &[];
    const WIDTH: usize = 1;
    fn from_row(row: &Row<'_>) -> Result<Self, Mismatch> {
        row.get(0)
    }
}

macro_rules! tuples {
    ($($width:literal: $($part:ident $place:literal),*;)*) => {$(
        impl<$($part: FromValue),*> FromRow for ($($part,)*) {
            const COLUMNS: &'static [&'static str] = &[];
            const WIDTH: usize = $width;
            fn from_row(row: &Row<'_>) -> Result<Self, Mismatch> {
                Ok(($(row.get::<$part>($place)?,)*))
            }
        }
    )*};
}
tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}
