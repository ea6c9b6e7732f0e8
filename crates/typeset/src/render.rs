//! From a request to a PDF.

use std::path::Path;

use typst::{
    World, WorldExt,
    diag::{Severity, SourceDiagnostic},
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{cover, fonts::Fonts, request::Request, world::Memory};

/// Sets title, language, font and page, then includes the template.
const FRAME: &str = include_str!("frame.typ");

/// Makes the document. Errors and warnings alike are reasons to refuse: a warning means that the document would not look
/// or read as its author meant (an unknown font, a layout that does not settle).
pub fn render(request: Request) -> Result<Vec<u8>, Vec<String>> {
    let date = instant(request.dated).ok_or_else(|| vec!["the date cannot be written into a PDF".to_owned()])?;
    let options = PdfOptions {
        ident: Smart::Custom(request.identity.clone()),
        creator: Smart::Custom(Some("Okno".to_owned())),
        timestamp: Some(Timestamp::new_utc(date)),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|fault| vec![fault.message().to_string()])?,
        ..PdfOptions::default()
    };
    let world = world(request).map_err(|fault| vec![fault])?;
    let compiled = typst::compile::<PagedDocument>(&world);
    let document = compiled.output.map_err(|faults| explain(&world, &faults))?;
    if !compiled.warnings.is_empty() {
        return Err(explain(&world, &compiled.warnings));
    }
    typst_pdf::pdf(&document, &options).map_err(|faults| explain(&world, &faults))
}

fn world(request: Request) -> Result<Memory, String> {
    let fonts = Fonts::load();
    let facts = serde_json::json!({
        "title": cover::printable(&request.title, &fonts),
        "author": cover::printable(&request.author, &fonts),
        "lang": request.lang,
    });
    let mut files: Vec<(String, String)> = request
        .files
        .into_iter()
        .map(|(name, text)| {
            let is_json = Path::new(&name).extension().is_some_and(|extension| extension == "json");
            let text = if is_json { cover::printable_json(&text, &fonts) } else { text };
            (name, text)
        })
        .collect();
    files.push(("okno-facts.json".to_owned(), facts.to_string()));
    files.push(("template.typ".to_owned(), request.template));
    Memory::new(fonts, FRAME, files)
}

fn instant(at: jiff::Timestamp) -> Option<Datetime> {
    let at = at.to_zoned(jiff::tz::TimeZone::UTC);
    let part = |value: i8| u8::try_from(value).ok();
    Datetime::from_ymd_hms(
        i32::from(at.year()),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

/// One line for each diagnostic, with its place: `error: template.typ:3: unknown variable: nmae`.
fn explain(world: &Memory, faults: &[SourceDiagnostic]) -> Vec<String> {
    faults
        .iter()
        .map(|fault| {
            let severity = if fault.severity == Severity::Error { "error" } else { "warning" };
            let place = fault.span.id().map(|id| {
                let line = world.range(fault.span).and_then(|range| {
                    let source = world.source(id).ok()?;
                    Some(source.text().get(..range.start)?.matches('\n').count() + 1)
                });
                format!(" {}:{}:", id.vpath().get_without_slash(), line.unwrap_or(0))
            });
            let hints: Vec<&str> = fault.hints.iter().map(|hint| hint.v.as_str()).collect();
            let hint = if hints.is_empty() { String::new() } else { format!(" (hint: {})", hints.join("; ")) };
            format!("{severity}:{} {}{hint}", place.unwrap_or_default(), fault.message)
        })
        .collect()
}
