//! The certificate authority, which only the demo asks: without a right certificate no key is kept either.

use std::path::Path;

use base::Cx;
use okno::demo::{self, sandbox::Doors};

use crate::sandbox::Sandbox;

async fn furnish(sandbox: &Sandbox, folder: &Path) -> Result<(), String> {
    let doors = Doors {
        http: sandbox.doors.http.clone(),
        https: sandbox.doors.https.clone(),
        smpp: sandbox.doors.smpp,
        smtp: sandbox.doors.smtp,
    };
    let furnished = demo::furnish(&Cx::system(), folder, "http://127.0.0.1:9", None, &doors).await;
    furnished.map(drop).map_err(|error| format!("{error:#}"))
}

fn kept(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("signers")).map_or(0, Iterator::count)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_fails_leaves_no_key_behind() {
    let sandbox = Sandbox::start("http://127.0.0.1:9/").await;
    let folder = tempfile::tempdir().unwrap();
    let kinds = ["down", "words", "broken", "half", "schema", "fault", "endless", "elsewhere", "bytes", "another"];
    for kind in kinds {
        match kind {
            "down" => sandbox.control("certificate-authority", kind).await,
            kind => sandbox.rubbish("certificate-authority", kind).await,
        }
        let told = furnish(&sandbox, folder.path()).await.unwrap_err();
        assert!(told.contains("the authority gave no certificate to "), "{kind}: {told}");
        assert!(!told.contains("PRIVATE KEY"), "{kind}: {told}");
        assert_eq!(kept(folder.path()), 0, "{kind}");
    }
    sandbox.control("certificate-authority", "ok").await;
    furnish(&sandbox, folder.path()).await.unwrap();
    let all = kept(folder.path());
    assert!(all > 2 && all.is_multiple_of(2), "a key and a chain each: {all}");
    // Asked again, nothing is made anew, also while the authority is away.
    sandbox.control("certificate-authority", "down").await;
    furnish(&sandbox, folder.path()).await.unwrap();
    assert_eq!(kept(folder.path()), all);
}
