//! Typed ids: a UUID of version 7 that cannot be mistaken for another thing's.

/// Declares an id type over a UUID: `base::typed_id!(/// A charge. pub ChargeId);`.
#[macro_export]
macro_rules! typed_id {
    ($(#[$doc:meta])* $vis:vis $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(transparent)]
        $vis struct $name(pub $crate::Uuid);

        impl $name {
            /// A new id, ordered by the time it was made.
            pub fn new(cx: &$crate::Cx) -> Self {
                Self(cx.uuid())
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<$crate::Uuid> for $name {
            fn from(id: $crate::Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for $crate::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

typed_id!(
    /// A person's account.
    pub AccountId
);
typed_id!(
    /// A member of staff: operator, officer, administrator …
    pub StaffId
);
