//! The authorities, judged by OpenSSL.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::running::{Running, running, running_in};

/// Runs `openssl` in the folder; what it printed, and whether it was content.
fn openssl(folder: &Path, arguments: &str) -> (bool, String) {
    let output = Command::new("openssl").current_dir(folder).args(arguments.split(' ')).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.success(), said)
}

fn fine(folder: &Path, arguments: &str) -> String {
    let (content, said) = openssl(folder, arguments);
    assert!(content, "openssl {arguments}: {said}");
    said
}

async fn download(running: &Running, path: &str, file: PathBuf) {
    let answer = running.http.get(running.url(path)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    std::fs::write(file, answer.bytes().await.unwrap()).unwrap();
}

/// A folder with an agency's key and certificate and the root.
async fn certified(running: &Running) -> PathBuf {
    let folder = running.data.path().join("agency");
    std::fs::create_dir(&folder).unwrap();
    fine(
        &folder,
        "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out request.pem -utf8 \
         -subj /C=RU/O=Информационный_центр/CN=Печать",
    );
    let request = std::fs::read_to_string(folder.join("request.pem")).unwrap();
    let answer = running.http.post(running.url("/ca/certificates")).body(request).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    std::fs::write(folder.join("chain.pem"), answer.text().await.unwrap()).unwrap();
    download(running, "/ca/root.pem", folder.join("root.pem")).await;
    folder
}

#[tokio::test]
async fn a_request_becomes_a_certificate_that_signs_documents() {
    let running = running().await;
    let folder = certified(&running).await;
    assert_eq!(std::fs::read_to_string(folder.join("chain.pem")).unwrap().matches("BEGIN CERTIFICATE").count(), 2);
    fine(&folder, "verify -x509_strict -CAfile root.pem chain.pem");
    fine(&folder, "verify -x509_strict -purpose smimesign -CAfile root.pem chain.pem");
    let shown = fine(&folder, "x509 -in chain.pem -noout -text -nameopt utf8,sep_comma_plus");
    for expected in [
        "CN=Печать",
        "Digital Signature, Non Repudiation",
        "CA:FALSE",
        "1.3.6.1.5.5.7.3.36",
        "ecdsa-with-SHA256",
        "/ca/crl",
    ] {
        assert!(shown.contains(expected), "{expected} in {shown}");
    }
    std::fs::write(folder.join("document"), "справка").unwrap();
    fine(&folder, "cms -sign -binary -cades -in document -signer chain.pem -inkey key.pem -outform DER -out signature");
    fine(
        &folder,
        "cms -verify -binary -cades -content document -in signature -inform DER -CAfile root.pem -out /dev/null",
    );
}

#[tokio::test]
async fn bad_requests_are_refused() {
    let running = running().await;
    let folder = running.data.path().to_owned();
    fine(&folder, "req -new -newkey rsa:2048 -nodes -keyout rsa.pem -out request.pem -subj /CN=x");
    let rsa = std::fs::read_to_string(folder.join("request.pem")).unwrap();
    for body in [rsa, "nonsense".to_owned()] {
        let answer = running.http.post(running.url("/ca/certificates")).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 422);
    }
}

#[tokio::test]
async fn what_is_revoked_is_on_the_list() {
    let running = running().await;
    let folder = certified(&running).await;
    download(&running, "/ca/crl", folder.join("empty.crl")).await;
    assert!(fine(&folder, "crl -in empty.crl -inform DER -noout -text -CAfile root.pem").contains("No Revoked"));
    let listed = running.get("/ca/certificates").await;
    let serial = listed["certificates"].as_object().unwrap().keys().next().unwrap().clone();
    let revoke = |serial: String| running.http.post(running.url(&format!("/ca/certificates/{serial}/revoke"))).send();
    assert_eq!(revoke("00".to_owned()).await.unwrap().status(), 404);
    assert_eq!(revoke(serial.clone()).await.unwrap().status(), 204);
    download(&running, "/ca/crl", folder.join("list.crl")).await;
    let shown = fine(&folder, "crl -in list.crl -inform DER -noout -text -CAfile root.pem");
    assert!(shown.contains("verify OK") && shown.contains(&serial.to_uppercase()), "{shown}");
    fine(&folder, "crl -in list.crl -inform DER -out list.pem");
    let (content, said) = openssl(&folder, "verify -crl_check -CAfile root.pem -CRLfile list.pem chain.pem");
    assert!(!content && said.contains("revoked"), "{said}");
}

async fn stamped(running: &Running, folder: &Path, query: &str) {
    fine(folder, query);
    let body = std::fs::read(folder.join("query.tsq")).unwrap();
    let request =
        running.http.post(running.url("/tsa")).header("content-type", "application/timestamp-query").body(body);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "application/timestamp-reply");
    std::fs::write(folder.join("answer.tsr"), answer.bytes().await.unwrap()).unwrap();
}

#[tokio::test]
async fn time_stamps_are_accepted_by_openssl() {
    let running = running().await;
    let folder = running.data.path().to_owned();
    std::fs::write(folder.join("document"), "справка").unwrap();
    download(&running, "/ca/root.pem", folder.join("root.pem")).await;
    stamped(&running, &folder, "ts -query -data document -sha256 -cert -out query.tsq").await;
    assert!(fine(&folder, "ts -verify -queryfile query.tsq -in answer.tsr -CAfile root.pem").contains("OK"));
    assert!(fine(&folder, "ts -verify -data document -in answer.tsr -CAfile root.pem").contains("OK"));
    let shown = fine(&folder, "ts -reply -in answer.tsr -text");
    assert!(shown.contains("Granted") && shown.contains("0x01 seconds"), "{shown}");

    // Without certificates in the answer, the verifier brings its own.
    stamped(&running, &folder, "ts -query -data document -sha512 -no_nonce -out query.tsq").await;
    let bare = "ts -verify -queryfile query.tsq -in answer.tsr -CAfile root.pem";
    assert!(!openssl(&folder, bare).0);
    fine(&folder, &format!("{bare} -untrusted ca/time-stamps.pem"));
}

#[tokio::test]
async fn what_cannot_be_stamped_is_refused_in_the_protocol() {
    let running = running().await;
    let folder = running.data.path().to_owned();
    std::fs::write(folder.join("document"), "справка").unwrap();
    for (query, mode, expected) in [
        ("ts -query -data document -sha1 -out query.tsq", "ok", "unrecognized or unsupported algorithm identifier"),
        ("ts -query -data document -sha256 -tspolicy 1.2.3 -out query.tsq", "ok", "policy is not supported"),
        ("ts -query -data document -sha256 -out query.tsq", "disagree", "system failure"),
    ] {
        running.set("time-stamp-authority", mode).await;
        stamped(&running, &folder, query).await;
        let shown = fine(&folder, "ts -reply -in answer.tsr -text");
        assert!(shown.contains("Rejected") && shown.contains(expected), "{shown}");
    }
    running.set("time-stamp-authority", "ok").await;
    let answer = running.http.post(running.url("/tsa")).body("nonsense").send().await.unwrap();
    std::fs::write(folder.join("answer.tsr"), answer.bytes().await.unwrap()).unwrap();
    let shown = fine(&folder, "ts -reply -in answer.tsr -text");
    assert!(shown.contains("wrong format"), "{shown}");
}

#[tokio::test]
async fn the_authority_is_the_same_after_a_restart() {
    let first = running().await;
    let folder = certified(&first).await;
    let Running { sandbox, data, .. } = first;
    sandbox.stop().await;
    let second = running_in(data, "http://127.0.0.1:9/").await;
    download(&second, "/ca/root.pem", folder.join("again.pem")).await;
    assert_eq!(std::fs::read(folder.join("root.pem")).unwrap(), std::fs::read(folder.join("again.pem")).unwrap());
    assert_eq!(second.get("/ca/certificates").await["certificates"].as_object().unwrap().len(), 1);
    fine(&folder, "verify -CAfile again.pem chain.pem");
}
