//! Programs of others that judge our files.

use std::{path::Path, process::Command};

/// What `pdfsig` says of the file when it trusts the root.
pub fn pdfsig(folder: &Path, root: &str, pdf: &[u8]) -> String {
    let trust = folder.join("trust");
    let (root_file, pdf_file) = (folder.join("root.pem"), folder.join("document.pdf"));
    std::fs::create_dir_all(&trust).unwrap();
    std::fs::write(&root_file, root).unwrap();
    std::fs::write(&pdf_file, pdf).unwrap();
    let database = format!("sql:{}", trust.display());
    let run = |arguments: &[&str]| {
        let done = Command::new("certutil").args(["-d", &database]).args(arguments).output().unwrap();
        assert!(done.status.success(), "certutil: {}", String::from_utf8_lossy(&done.stderr));
    };
    run(&["-N", "--empty-password"]);
    run(&["-A", "-n", "root", "-t", "CT,C,C", "-i", root_file.to_str().unwrap()]);
    let done = Command::new("pdfsig").arg("-nssdir").arg(&trust).arg(&pdf_file).output().unwrap();
    String::from_utf8(done.stdout).unwrap()
}

/// Fails unless `qpdf` finds nothing to complain about.
pub fn qpdf(folder: &Path, pdf: &[u8]) {
    let file = folder.join("checked.pdf");
    std::fs::write(&file, pdf).unwrap();
    let done = Command::new("qpdf").arg("--check").arg(&file).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}

/// What a person reads in the file.
pub fn text(folder: &Path, pdf: &[u8]) -> String {
    let file = folder.join("read.pdf");
    std::fs::write(&file, pdf).unwrap();
    let done = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().unwrap();
    String::from_utf8(done.stdout).unwrap()
}
