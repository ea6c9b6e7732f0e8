//! Forms: the hidden values that a page carries, and what is sent back.

use std::fmt::Write;

/// Separates the parts of a form with files.
const BOUNDARY: &str = "okno-trial-boundary";

/// A file to be sent.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// The question.
    pub field: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// The value of the first input of this name: `name="_csrf" value="…"`, as the portal's templates write it. Values that need
/// unescaping are not looked for here.
pub fn hidden<'p>(page: &'p [u8], name: &str) -> Option<&'p str> {
    let mut rest = page;
    let wanted = format!("name=\"{name}\"");
    loop {
        let at = memchr::memmem::find(rest, wanted.as_bytes())? + wanted.len();
        rest = rest.get(at..)?;
        let tag = rest.get(..memchr::memchr(b'>', rest)?)?;
        if let Some(value) = memchr::memmem::find(tag, b"value=\"") {
            let value = tag.get(value + 7..)?;
            return std::str::from_utf8(value.get(..memchr::memchr(b'"', value)?)?).ok();
        }
    }
}

/// The first address on the page that begins so.
pub fn link<'p>(page: &'p [u8], beginning: &str) -> Option<&'p str> {
    let wanted = format!("href=\"{beginning}");
    let at = memchr::memmem::find(page, wanted.as_bytes())? + 6;
    let rest = page.get(at..)?;
    std::str::from_utf8(rest.get(..memchr::memchr(b'"', rest)?)?).ok()
}

/// Fields as `application/x-www-form-urlencoded`.
pub fn urlencoded(fields: &[(&str, &str)]) -> Vec<u8> {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into_bytes()
}

/// Fields and files as `multipart/form-data`: media type and content.
pub fn multipart(fields: &[(&str, &str)], files: &[File<'_>]) -> (String, Vec<u8>) {
    let mut head = String::with_capacity(512);
    for (name, value) in fields {
        // Writing into a String cannot fail, here and below.
        let _ = write!(head, "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    let mut body = head.into_bytes();
    for File { field, name, bytes } in files {
        let mut head = String::new();
        let _ = write!(
            head,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--");
    body.extend_from_slice(BOUNDARY.as_bytes());
    body.extend_from_slice(b"--\r\n");
    (format!("multipart/form-data; boundary={BOUNDARY}"), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_hidden_values() {
        let page =
            b"<input type=\"hidden\" name=\"_csrf\" value=\"a-b_c\"><input name=\"x\"><input name=\"x\" value=\"2\">";
        assert_eq!(hidden(page, "_csrf"), Some("a-b_c"));
        assert_eq!(hidden(page, "x"), Some("2"), "an input without a value is passed over");
        assert_eq!(hidden(page, "key"), None);
    }

    #[test]
    fn finds_addresses() {
        assert_eq!(link(b"<a class=\"b\" href=\"/desk/2611-1?q=1\">", "/desk/2611"), Some("/desk/2611-1?q=1"));
        assert_eq!(link(b"<a href=\"/desk\">", "/cabinet"), None);
    }

    #[test]
    fn writes_forms() {
        assert_eq!(urlencoded(&[("a", "б в"), ("c", "&")]), b"a=%D0%B1+%D0%B2&c=%26");
        let (kind, body) = multipart(&[("a", "б")], &[File { field: "f", name: "n.png", bytes: b"PNG" }]);
        assert_eq!(kind, "multipart/form-data; boundary=okno-trial-boundary");
        let body = String::from_utf8(body).unwrap();
        assert!(body.contains("name=\"a\"\r\n\r\nб\r\n--okno-trial-boundary\r\n"), "{body}");
        assert!(body.contains("filename=\"n.png\"") && body.ends_with("PNG\r\n--okno-trial-boundary--\r\n"), "{body}");
    }
}
