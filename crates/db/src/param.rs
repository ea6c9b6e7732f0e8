//! What a statement takes: one kind of parameter for both databases.

use std::{borrow::Cow, sync::Arc};

use base::{AccountId, Date, Lang, Money, StaffId, Timestamp, Uuid};

/// A parameter of a statement, borrowed where it can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Param<'a> {
    /// No value, of any type.
    Null,
    /// A `boolean`.
    Bool(bool),
    /// A `bigint`.
    Int(i64),
    /// A `text`.
    Text(Cow<'a, str>),
    /// A `bytea`.
    Bytes(Cow<'a, [u8]>),
    /// A `uuid`.
    Uuid(Uuid),
}

impl Param<'_> {
    /// The same parameter, independent of what it was borrowed from.
    pub fn into_owned(self) -> Param<'static> {
        match self {
            Self::Null => Param::Null,
            Self::Bool(value) => Param::Bool(value),
            Self::Int(value) => Param::Int(value),
            Self::Text(text) => Param::Text(Cow::Owned(text.into_owned())),
            Self::Bytes(bytes) => Param::Bytes(Cow::Owned(bytes.into_owned())),
            Self::Uuid(id) => Param::Uuid(id),
        }
    }
}

/// A value that can be a parameter.
pub trait ToParam {
    /// The parameter for this value.
    fn to_param(&self) -> Param<'_>;
}

/// The parameters of a statement, in the order of their numbers: `p![id, name]` for `$1`, `$2`.
#[macro_export]
macro_rules! p {
    ($($value:expr),* $(,)?) => {
        &[$($crate::ToParam::to_param(&$value)),*] as &[$crate::Param<'_>]
    };
}

impl<T: ToParam + ?Sized> ToParam for &T {
    fn to_param(&self) -> Param<'_> {
        (**self).to_param()
    }
}

impl<T: ToParam> ToParam for Option<T> {
    fn to_param(&self) -> Param<'_> {
        self.as_ref().map_or(Param::Null, ToParam::to_param)
    }
}

impl ToParam for Param<'_> {
    fn to_param(&self) -> Param<'_> {
        match self {
            Param::Text(text) => Param::Text(Cow::Borrowed(text)),
            Param::Bytes(bytes) => Param::Bytes(Cow::Borrowed(bytes)),
            other => other.clone(),
        }
    }
}

impl ToParam for str {
    fn to_param(&self) -> Param<'_> {
        Param::Text(Cow::Borrowed(self))
    }
}

impl ToParam for String {
    fn to_param(&self) -> Param<'_> {
        Param::Text(Cow::Borrowed(self))
    }
}

impl ToParam for Arc<str> {
    fn to_param(&self) -> Param<'_> {
        Param::Text(Cow::Borrowed(self))
    }
}

impl ToParam for Cow<'_, str> {
    fn to_param(&self) -> Param<'_> {
        Param::Text(Cow::Borrowed(self))
    }
}

impl ToParam for [u8] {
    fn to_param(&self) -> Param<'_> {
        Param::Bytes(Cow::Borrowed(self))
    }
}

impl<const N: usize> ToParam for [u8; N] {
    fn to_param(&self) -> Param<'_> {
        Param::Bytes(Cow::Borrowed(self))
    }
}

impl ToParam for Vec<u8> {
    fn to_param(&self) -> Param<'_> {
        Param::Bytes(Cow::Borrowed(self))
    }
}

impl ToParam for bytes::Bytes {
    fn to_param(&self) -> Param<'_> {
        Param::Bytes(Cow::Borrowed(self))
    }
}

impl ToParam for bool {
    fn to_param(&self) -> Param<'_> {
        Param::Bool(*self)
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),*) => {$(
        impl ToParam for $kind {
            fn to_param(&self) -> Param<'_> {
                Param::Int(i64::from(*self))
            }
        }
    )*};
}
whole_numbers!(i64, i32, i16, i8, u32, u16, u8);

impl ToParam for Uuid {
    fn to_param(&self) -> Param<'_> {
        Param::Uuid(*self)
    }
}

impl ToParam for AccountId {
    fn to_param(&self) -> Param<'_> {
        Param::Uuid(self.0)
    }
}

impl ToParam for StaffId {
    fn to_param(&self) -> Param<'_> {
        Param::Uuid(self.0)
    }
}

/// Microseconds since 1970, UTC.
impl ToParam for Timestamp {
    fn to_param(&self) -> Param<'_> {
        Param::Int(self.as_microsecond())
    }
}

/// ISO 8601 text, so that days compare as texts do.
impl ToParam for Date {
    fn to_param(&self) -> Param<'_> {
        Param::Text(Cow::Owned(self.to_string()))
    }
}

/// Whole kopecks.
impl ToParam for Money {
    fn to_param(&self) -> Param<'_> {
        Param::Int(self.in_kopecks())
    }
}

/// The language's code.
impl ToParam for Lang {
    fn to_param(&self) -> Param<'_> {
        Param::Text(Cow::Borrowed(self.code()))
    }
}
