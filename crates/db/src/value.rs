//! What a row holds: one kind of value for both databases, and the types that are read from it.

use base::{AccountId, Date, Lang, Money, StaffId, Timestamp, Uuid};

/// A value in a row, as the database gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A `boolean` of PostgreSQL.
    Bool(bool),
    /// A `bigint`; also a `boolean` of SQLite.
    Int(i64),
    /// A `text`.
    Text(&'a str),
    /// A `bytea`; also a `uuid` of SQLite.
    Bytes(&'a [u8]),
    /// A `uuid` of PostgreSQL.
    Uuid(Uuid),
}

/// A column does not hold what the program expects of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {wanted}, found {found}")]
pub struct Mismatch {
    /// The type that was to be read.
    pub wanted: &'static str,
    /// The kind of value that is there (never the value: it may be a person's).
    pub found: &'static str,
}

impl Mismatch {
    /// The column holds another kind of value than `wanted`.
    pub fn new(wanted: &'static str, value: &Value<'_>) -> Self {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Int(_) => "another whole number",
            Value::Text(_) => "another text",
            Value::Bytes(_) => "other bytes",
            Value::Uuid(_) => "a uuid",
        };
        Self { wanted, found }
    }
}

/// A type that is read from one column.
pub trait FromValue: Sized {
    /// Reads the value.
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch>;
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        if value == Value::Null { Ok(None) } else { T::from_value(value).map(Some) }
    }
}

impl FromValue for bool {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Bool(value) => Ok(value),
            Value::Int(0) => Ok(false),
            Value::Int(1) => Ok(true),
            other => Err(Mismatch::new("a boolean", &other)),
        }
    }
}

impl FromValue for i64 {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Int(value) => Ok(value),
            other => Err(Mismatch::new("a whole number", &other)),
        }
    }
}

macro_rules! small_numbers {
    ($($kind:ty),*) => {$(
        impl FromValue for $kind {
            fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
                let wide = i64::from_value(value)?;
                Self::try_from(wide).map_err(|_| Mismatch::new(stringify!($kind), &value))
            }
        }
    )*};
}
small_numbers!(i32, i16, i8, u32, u16, u8);

impl FromValue for String {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Text(text) => Ok(text.to_owned()),
            other => Err(Mismatch::new("a text", &other)),
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Bytes(bytes) => Ok(bytes.to_vec()),
            other => Err(Mismatch::new("bytes", &other)),
        }
    }
}

impl<const N: usize> FromValue for [u8; N] {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Bytes(bytes) => bytes.try_into().map_err(|_| Mismatch::new("bytes of a fixed length", &value)),
            other => Err(Mismatch::new("bytes of a fixed length", &other)),
        }
    }
}

impl FromValue for Uuid {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Uuid(id) => Ok(id),
            Value::Bytes(bytes) => Uuid::from_slice(bytes).map_err(|_| Mismatch::new("a uuid", &value)),
            other => Err(Mismatch::new("a uuid", &other)),
        }
    }
}

impl FromValue for AccountId {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        Uuid::from_value(value).map(Self)
    }
}

impl FromValue for StaffId {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        Uuid::from_value(value).map(Self)
    }
}

impl FromValue for Timestamp {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        let micros = i64::from_value(value)?;
        Self::from_microsecond(micros).map_err(|_| Mismatch::new("an instant", &value))
    }
}

impl FromValue for Date {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Text(text) => text.parse().map_err(|_| Mismatch::new("an ISO day", &value)),
            other => Err(Mismatch::new("an ISO day", &other)),
        }
    }
}

impl FromValue for Money {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        i64::from_value(value).map(Self::kopecks)
    }
}

impl FromValue for Lang {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Text(text) => text.parse().map_err(|()| Mismatch::new("a language", &value)),
            other => Err(Mismatch::new("a language", &other)),
        }
    }
}
