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

    /// Where the columns stand in a statement that answers `names`: found once per query, not once per row. Nothing when they
    /// stand as they are read.
    #[doc(hidden)]
    fn places(names: &[&str]) -> Result<Vec<usize>, String> {
        if Self::COLUMNS == names || Self::COLUMNS.is_empty() && names.len() == Self::WIDTH {
            return Ok(Vec::new());
        }
        if Self::COLUMNS.is_empty() {
            return Err(format!("the statement answers {} columns, {} are read", names.len(), Self::WIDTH));
        }
        let place = |wanted: &&str| {
            let found = names.iter().position(|name| name == wanted);
            found.ok_or_else(|| format!("the statement has no column {wanted}"))
        };
        Self::COLUMNS.iter().map(place).collect()
    }
}

/// Two types that are read from the same row, each by the names of its columns: what lies together is asked for at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Both<A, B>(pub A, pub B);

impl<A: FromRow, B: FromRow> FromRow for Both<A, B> {
    const COLUMNS: &'static [&'static str] = &[];
    const WIDTH: usize = A::WIDTH + B::WIDTH;

    fn places(names: &[&str]) -> Result<Vec<usize>, String> {
        let mut all = named::<A>(names)?;
        all.extend(named::<B>(names)?);
        Ok(all)
    }

    fn from_row(row: &Row<'_>) -> Result<Self, Mismatch> {
        let (first, second) = row.places.split_at_checked(A::WIDTH).unwrap_or_default();
        let part = |places| Row { cells: row.cells, places };
        Ok(Self(A::from_row(&part(first))?, B::from_row(&part(second))?))
    }
}

/// Every place, also when they stand as they are read.
fn named<T: FromRow>(names: &[&str]) -> Result<Vec<usize>, String> {
    let places = T::places(names)?;
    if places.len() == T::WIDTH { Ok(places) } else { Ok((0..T::WIDTH).collect()) }
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
