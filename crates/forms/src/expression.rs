//! An expression as it stands in a definition.

use std::{borrow::Cow, fmt, sync::Arc};

use base::{Date, Money};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    Saying,
    logic::{
        evaluate,
        scope::{Scope, Worth},
        tree::{self, Node},
    },
};

/// A condition or a formula in CEL syntax over question ids, computed values, `today` and `profile.…`.
///
/// It is read once, when the definition is. What cannot be read is found by [`crate::check`].
#[derive(Clone)]
pub struct Expression {
    source: String,
    tree: Result<Arc<Node>, Arc<Saying>>,
}

impl Expression {
    /// Reads an expression. It may be wrong; [`crate::parse`] and [`crate::check`] tell.
    pub fn new(source: &str) -> Self {
        let tree = tree::read(source).map(Arc::new).map_err(Arc::new);
        Self { source: source.to_owned(), tree }
    }

    /// A whole number.
    pub fn whole(number: u32) -> Self {
        Self { source: number.to_string(), tree: Ok(Arc::new(Node::Number(i64::from(number)))) }
    }

    /// As it is written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What is wrong with it.
    pub(crate) fn fault(&self) -> Option<&Saying> {
        self.tree.as_ref().err().map(|fault| &**fault)
    }

    pub(crate) fn tree(&self) -> Option<&Node> {
        self.tree.as_deref().ok()
    }

    fn worth<'a>(&'a self, scope: &Scope<'a>) -> Worth<'a> {
        self.tree().map_or(Worth::Unknown, |tree| evaluate::evaluate(tree, scope))
    }

    /// Whether it holds; none when that is not known.
    pub(crate) fn holds<'a>(&'a self, scope: &Scope<'a>) -> Option<bool> {
        match self.worth(scope) {
            Worth::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    pub(crate) fn number<'a>(&'a self, scope: &Scope<'a>) -> Option<i64> {
        match self.worth(scope) {
            Worth::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(crate) fn money<'a>(&'a self, scope: &Scope<'a>) -> Option<Money> {
        match self.worth(scope) {
            Worth::Money(kopecks) => Some(Money::kopecks(kopecks)),
            _ => None,
        }
    }

    pub(crate) fn day<'a>(&'a self, scope: &Scope<'a>) -> Option<Date> {
        match self.worth(scope) {
            Worth::Day(day) => Some(day),
            _ => None,
        }
    }

    /// The value as an answer would be, for showing; none when it is not known or has no simple form.
    pub(crate) fn simple<'a>(&'a self, scope: &Scope<'a>) -> Option<crate::Value> {
        match self.worth(scope) {
            Worth::Flag(flag) => Some(crate::Value::Flag(flag)),
            Worth::Number(number) => Some(crate::Value::Number(number)),
            Worth::Money(kopecks) => Some(crate::Value::Money(Money::kopecks(kopecks))),
            Worth::Day(day) => Some(crate::Value::Day(day)),
            Worth::Text(text) => Some(crate::Value::Text(text.to_owned())),
            _ => None,
        }
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.source)
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Expression {
    /// From a text, or from a bare number or truth value: `min: 0`, `when: true`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl de::Visitor<'_> for Any {
            type Value = Expression;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an expression")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Expression, E> {
                Ok(Expression::new(text))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Expression, E> {
                Ok(Expression::new(&number.to_string()))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Expression, E> {
                Ok(Expression::new(&number.to_string()))
            }
            fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Expression, E> {
                Ok(Expression::new(if flag { "true" } else { "false" }))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

impl JsonSchema for Expression {
    fn schema_name() -> Cow<'static, str> {
        "Expression".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A condition or a formula in CEL over question ids, computed values, `today` and `profile.…`",
            "type": ["string", "integer", "boolean"],
        })
    }
}
