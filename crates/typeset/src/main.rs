//! `okno-typeset`: one request in (standard input, JSON), one PDF out (standard output); a process per document.
//!
//! Owns: turning a Typst template and its data into a PDF/A-2a and PDF/UA-1 file. Refuses to own: files, network, clock,
//! system fonts, packages: a template sees what the request carries and nothing else. It is a process of its own because
//! a template can eat memory or time without end, and because nobody else should link Typst. Start with [`request`],
//! then [`render`].
//!
//! Exit codes: 0 the PDF is on standard output; 1 the request or the template is wrong, the reasons are on standard
//! error, one a line; anything else (a signal among them) means that a limit was hit.

mod cover;
mod fonts;
mod limits;
mod render;
mod request;
mod world;

use std::{
    io::{Read, Write},
    process::ExitCode,
};

use request::Request;

/// Deep templates recurse deeply, above all in unoptimised builds: the default stack of a thread is too small for them.
const STACK: usize = 64 * 1024 * 1024;

fn main() -> ExitCode {
    let work = || match limits::apply().and_then(|()| typeset()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reasons) => {
            for reason in reasons {
                let _ = writeln!(std::io::stderr(), "{reason}");
            }
            ExitCode::FAILURE
        }
    };
    std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .ok()
        .and_then(|thread| thread.join().ok())
        .unwrap_or(ExitCode::from(2))
}

/// Reads the request, makes the document, writes it.
fn typeset() -> Result<(), Vec<String>> {
    let mut input = Vec::new();
    std::io::stdin()
        .take(request::MAX_BYTES + 1)
        .read_to_end(&mut input)
        .map_err(|fault| vec![format!("standard input: {fault}")])?;
    let request = Request::parse(&input).map_err(|fault| vec![fault])?;
    let pdf = render::render(request)?;
    let mut output = std::io::stdout().lock();
    output.write_all(&pdf).and_then(|()| output.flush()).map_err(|fault| vec![format!("standard output: {fault}")])
}
