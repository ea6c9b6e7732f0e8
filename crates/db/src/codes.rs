//! Types that stand in a column: enums as stable text codes, typed ids as uuids.

/// The text is not a code of the enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a known {0}")]
pub struct UnknownCode(pub &'static str);

/// Declares an enum that is kept in a `text` column, and written outside, by stable codes:
/// `db::codes!(/// A state. pub enum State { /// Begun. Draft = "draft" });`
///
/// Gives `ALL`, `as_str`, `Display`, `FromStr`, serde and the database traits. Order is that of the variants.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownCode;
            fn from_str(code: &str) -> ::std::result::Result<Self, $crate::UnknownCode> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownCode(stringify!($name))),
                }
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let code = <::std::borrow::Cow<'de, str> as $crate::serde::Deserialize>::deserialize(deserializer)?;
                code.parse().map_err($crate::serde::de::Error::custom)
            }
        }

        impl $crate::ToParam for $name {
            fn to_param(&self) -> $crate::Param<'_> {
                $crate::Param::Text(::std::borrow::Cow::Borrowed(self.as_str()))
            }
        }

        impl $crate::FromValue for $name {
            fn from_value(value: $crate::Value<'_>) -> ::std::result::Result<Self, $crate::Mismatch> {
                match value {
                    $crate::Value::Text(code) => {
                        code.parse().map_err(|_| $crate::Mismatch::new(stringify!($name), &value))
                    }
                    other => Err($crate::Mismatch::new(stringify!($name), &other)),
                }
            }
        }
    };
}

/// Declares an id type over a UUID that also stands in a column: `db::typed_id!(/// A charge. pub ChargeId);`
#[macro_export]
macro_rules! typed_id {
    ($(#[$doc:meta])* $vis:vis $name:ident) => {
        $crate::base::typed_id!($(#[$doc])* $vis $name);

        impl $crate::ToParam for $name {
            fn to_param(&self) -> $crate::Param<'_> {
                $crate::Param::Uuid(self.0)
            }
        }

        impl $crate::FromValue for $name {
            fn from_value(value: $crate::Value<'_>) -> ::std::result::Result<Self, $crate::Mismatch> {
                <$crate::base::Uuid as $crate::FromValue>::from_value(value).map(Self)
            }
        }
    };
}
