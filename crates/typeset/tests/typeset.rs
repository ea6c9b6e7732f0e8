//! The typesetter as its parent uses it: a process that gets a request and answers with a PDF or with reasons.

#![expect(clippy::unwrap_used, reason = "what cannot be set up must fail the test")]

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use serde_json::{Value, json};

const QR: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1H0z"/></svg>"#;

const TEMPLATE: &str = r#"
#let data = json("data.json")
= Справка № #data.number
#table(columns: 2, table.header[Сведения][Значение], ..data.rows.flatten())
#figure(image("qr.svg", width: 3cm, alt: "QR-код для проверки документа"), caption: [Проверка документа])
"#;

fn request(template: &str) -> Value {
    json!({
        "template": template,
        "files": {
            "data.json": json!({"number": "2641", "rows": [["Фамилия", "Ёлкина #read(\"/etc/passwd\") 🌍"], ["Пошлина", "1 500,00 ₽"]]}).to_string(),
            "qr.svg": QR,
        },
        "title": "Справка",
        "author": "Министерство",
        "lang": "ru",
        "dated": "2026-11-21T09:30:00Z",
        "identity": "2641",
    })
}

fn typeset(request: &Value) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_okno-typeset"))
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(request.to_string().as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn reasons(template: &str) -> String {
    let output = typeset(&request(template));
    assert_eq!(output.status.code(), Some(1), "{template}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

fn tool(name: &str, pdf: &[u8], arguments: &[&str]) -> String {
    let file = tempfile::NamedTempFile::with_suffix(".pdf").unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let output = Command::new(name).args(arguments).arg(file.path()).output().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_document_is_archival_accessible_and_the_same_each_time() {
    let output = typeset(&request(TEMPLATE));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pdf = output.stdout;
    assert_eq!(pdf, typeset(&request(TEMPLATE)).stdout, "the same request makes the same bytes");
    let facts = tool("pdfinfo", &pdf, &[]);
    for fact in ["Title:           Справка", "Author:          Министерство", "Tagged:          yes", "A4"]
    {
        assert!(facts.contains(fact), "{fact} in {facts}");
    }
    let claims = tool("pdfinfo", &pdf, &["-meta"]);
    for claim in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
        assert!(claims.contains(claim), "{claim} in {claims}");
    }
    assert!(tool("qpdf", &pdf, &["--check"]).contains("No syntax or stream encoding errors"));
    let fonts = tool("pdffonts", &pdf, &[]);
    assert!(fonts.contains("GolosText") && !fonts.contains(" no "), "{fonts}");
}

#[test]
fn data_is_text_and_never_source() {
    let pdf = typeset(&request(TEMPLATE)).stdout;
    let file = tempfile::NamedTempFile::with_suffix(".pdf").unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let text = Command::new("pdftotext").arg(file.path()).arg("-").output().unwrap().stdout;
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("Ёлкина #read(\"/etc/passwd\") ?"), "{text}");
}

#[test]
fn a_template_sees_nothing_of_the_machine() {
    assert!(reasons("#read(\"/etc/passwd\")").contains("file not found"));
    assert!(reasons("#read(\"../../etc/passwd\")").contains("escape"));
    assert!(reasons("#import \"@preview/tablex:0.0.8\": *").contains("package not found"));
    assert!(reasons("#datetime.today()").contains("unable to get the current date"));
    assert!(reasons("#plugin(\"x.wasm\")").contains("file not found"));
}

#[test]
fn warnings_are_errors_with_their_place() {
    let unknown_font = reasons("Текст\n\n#set text(font: \"Arial\")\nТекст");
    assert!(
        unknown_font.contains("warning: template.typ:3:") && unknown_font.contains("unknown font family"),
        "{unknown_font}"
    );
    assert!(reasons("#image(\"qr.svg\")").contains("alt text"));
    assert!(reasons("#nobody").contains("error: template.typ:1: unknown variable: nobody"));
}

#[test]
fn greedy_templates_end_at_their_limits() {
    let memory = typeset(&request("#{ let s = \"много\"; while true { s = s + s } }"));
    assert_ne!(memory.status.code(), Some(0));
    let depth = typeset(&request("#{ let f(x) = f(x + 1); f(0) }"));
    assert_ne!(depth.status.code(), Some(0));
    // Endless content, with less time than the typesetter would allow itself.
    let file = tempfile::NamedTempFile::new().unwrap();
    let endless = request("#for i in range(3000000) [#i ]");
    std::fs::write(file.path(), endless.to_string()).unwrap();
    let time = Command::new("prlimit")
        .args(["--cpu=1", env!("CARGO_BIN_EXE_okno-typeset")])
        .stdin(std::fs::File::open(file.path()).unwrap())
        .output()
        .unwrap();
    assert_eq!(time.status.code(), None, "ended by a signal");
}
