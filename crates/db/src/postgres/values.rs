//! Parameters and values in the binary form of PostgreSQL.

use std::error::Error as StdError;

use bytes::BytesMut;
use tokio_postgres::{
    Row,
    types::{FromSql, IsNull, ToSql, Type, to_sql_checked},
};

use crate::{Mismatch, Param, Value, row::Cells};

type Refusal = Box<dyn StdError + Sync + Send>;

impl ToSql for Param<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Refusal> {
        match (self, kind) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Bool(value), &Type::BOOL) => value.to_sql(kind, out),
            (Self::Int(value), &Type::INT8) => value.to_sql(kind, out),
            (Self::Int(value), &Type::INT4) => i32::try_from(*value)?.to_sql(kind, out),
            (Self::Int(value), &Type::INT2) => i16::try_from(*value)?.to_sql(kind, out),
            (Self::Text(text), &(Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME)) => {
                text.as_ref().to_sql(kind, out)
            }
            (Self::Bytes(bytes), &Type::BYTEA) => bytes.as_ref().to_sql(kind, out),
            (Self::Uuid(id), &Type::UUID) => id.to_sql(kind, out),
            (param, kind) => Err(format!("{} is given where {kind} is expected", name(param)).into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn name(param: &Param<'_>) -> &'static str {
    match param {
        Param::Null => "nothing",
        Param::Bool(_) => "a boolean",
        Param::Int(_) => "a whole number",
        Param::Text(_) => "a text",
        Param::Bytes(_) => "bytes",
        Param::Uuid(_) => "a uuid",
    }
}

impl<'a> FromSql<'a> for Value<'a> {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Refusal> {
        match *kind {
            Type::BOOL => bool::from_sql(kind, raw).map(Self::Bool),
            Type::INT8 => i64::from_sql(kind, raw).map(Self::Int),
            Type::INT4 => i32::from_sql(kind, raw).map(|value| Self::Int(value.into())),
            Type::INT2 => i16::from_sql(kind, raw).map(|value| Self::Int(value.into())),
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => {
                <&str>::from_sql(kind, raw).map(Self::Text)
            }
            Type::BYTEA => Ok(Self::Bytes(raw)),
            Type::UUID => uuid::Uuid::from_sql(kind, raw).map(Self::Uuid),
            Type::NUMERIC => whole(raw).map(Self::Int).ok_or_else(|| "a fraction".into()),
            _ => Err(format!("{kind} is not portable").into()),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Refusal> {
        Ok(Self::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// The sum of a `bigint` column is a `numeric`: digits to the base of 10,000 after a header of four 16-bit words.
fn whole(raw: &[u8]) -> Option<i64> {
    let mut words = raw.chunks_exact(2).map(|pair| <[u8; 2]>::try_from(pair).ok().map(i16::from_be_bytes));
    let count = words.next()??;
    let weight = words.next()??;
    let negative = match words.next()?? {
        0 => false,
        0x4000 => true,
        _ => return None,
    };
    let _scale = words.next()??;
    if count > weight.checked_add(1)? {
        return None;
    }
    let mut sum = 0_i64;
    for _ in 0..=weight {
        let digit = words.next().map_or(Some(0), |word| word)?;
        sum = sum.checked_mul(10_000)?.checked_sub(digit.into())?;
    }
    // Counted downwards, because the lowest number has no opposite.
    if negative { Some(sum) } else { sum.checked_neg() }
}

impl Cells for Row {
    fn cell(&self, place: usize) -> Result<Value<'_>, Mismatch> {
        self.try_get(place).map_err(|error| {
            tracing::debug!(%error, "a column cannot be read");
            Mismatch { wanted: "a portable value", found: "another type" }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerics_are_read_when_whole() {
        let numeric = |count: i16, weight: i16, sign: i16, digits: &[i16]| {
            let words = [count, weight, sign, 0].into_iter().chain(digits.iter().copied());
            whole(&words.flat_map(i16::to_be_bytes).collect::<Vec<_>>())
        };
        assert_eq!(numeric(0, 0, 0, &[]), Some(0));
        assert_eq!(numeric(1, 0, 0, &[42]), Some(42));
        assert_eq!(numeric(1, 1, 0, &[3]), Some(30_000));
        assert_eq!(numeric(2, 1, 0x4000, &[12, 3456]), Some(-123_456));
        assert_eq!(numeric(1, -1, 0, &[5000]), None, "a half");
        assert_eq!(numeric(0, 0, -0x4000, &[]), None, "not a number");
        assert_eq!(numeric(5, 4, 0x4000, &[922, 3372, 368, 5477, 5808]), Some(i64::MIN));
        assert_eq!(numeric(5, 4, 0, &[922, 3372, 368, 5477, 5808]), None, "beyond the range");
    }
}
