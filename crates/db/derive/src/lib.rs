//! `#[derive(FromRow)]` for the crate `db`: reads the fields of a struct from the columns of the same names.
//!
//! Owns nothing else. It parses the struct by hand, because field names are all it needs and a parser of the whole
//! language would make every build of the house wait.

use proc_macro::{Delimiter, TokenStream, TokenTree};

/// Implements `db::FromRow`: each field is read from the column of its name, in any order.
///
/// Works for structs with named fields and without type parameters.
#[proc_macro_derive(FromRow)]
pub fn from_row(input: TokenStream) -> TokenStream {
    let code = match described(input) {
        Ok((name, fields)) => implementation(&name, &fields),
        Err(problem) => format!("::core::compile_error!(\"{problem}\");"),
    };
    code.parse().unwrap_or_default()
}

fn implementation(name: &str, fields: &[String]) -> String {
    let names: Vec<String> = fields.iter().map(|field| format!("\"{}\"", field.trim_start_matches("r#"))).collect();
    let reads: Vec<String> =
        fields.iter().enumerate().map(|(place, field)| format!("{field}: row.get({place})?")).collect();
    format!(
        "#[automatically_derived]
        impl ::db::FromRow for {name} {{
            const COLUMNS: &'static [&'static str] = &[{}];
            const WIDTH: usize = {};
            fn from_row(row: &::db::Row<'_>) -> ::core::result::Result<Self, ::db::Mismatch> {{
                ::core::result::Result::Ok(Self {{ {} }})
            }}
        }}",
        names.join(", "),
        fields.len(),
        reads.join(", "),
    )
}

/// The struct's name and the names of its fields.
fn described(input: TokenStream) -> Result<(String, Vec<String>), &'static str> {
    let mut tokens = input.into_iter().skip_while(|token| !is_word(token, "struct"));
    tokens.next().ok_or("FromRow is for structs")?;
    let name = tokens.next().ok_or("a struct has a name")?.to_string();
    match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            Ok((name, field_names(group.stream())))
        }
        _ => Err("FromRow is for structs with named fields and without type parameters"),
    }
}

fn field_names(body: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut word: Option<String> = None;
    let mut depth = 0_u32;
    let mut in_type = false;
    let mut last = ' ';
    for token in body {
        match token {
            TokenTree::Ident(ident) if !in_type => word = Some(ident.to_string()),
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    ':' if !in_type => {
                        names.extend(word.take());
                        in_type = true;
                    }
                    '<' => depth += 1,
                    // The arrow of a function type closes nothing.
                    '>' if last != '-' => depth = depth.saturating_sub(1),
                    ',' if depth == 0 => in_type = false,
                    _ => {}
                }
                last = punct.as_char();
                continue;
            }
            _ => {}
        }
        last = ' ';
    }
    names
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident.to_string() == word)
}
