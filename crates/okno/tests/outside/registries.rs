//! The registries over OAuth 2.0 and TLS with the sandbox's own root of trust.

use base::Cx;
use identity::{
    checks::{Answer, HttpRegistries, Mark, Question, Registries, Registry, RegistrySettings},
    personal::Sex,
};

use crate::sandbox::{PATIENCE, Sandbox};

pub async fn settings(sandbox: &Sandbox) -> RegistrySettings {
    RegistrySettings {
        base_url: format!("{}/registries", sandbox.doors.https),
        token_url: format!("{}/registries/oauth/token", sandbox.doors.https),
        client_id: "okno".to_owned(),
        client_secret: "okno-registries".to_owned(),
        scope: String::new(),
        ca_file: Some(sandbox.root().await),
        timeout_seconds: PATIENCE.as_secs(),
    }
}

/// The insurance number of Анна, with this day of birth.
pub fn insurance(snils: &str, born_on: &str) -> Question {
    Question::PensionFund {
        snils: snils.parse().unwrap(),
        family_name: "Ветрова".to_owned(),
        given_name: "Анна".to_owned(),
        patronymic: Some("Сергеевна".to_owned()),
        born_on: born_on.parse().unwrap(),
        sex: Sex::Female,
    }
}

/// The passport of Анна, issued on this day.
pub fn passport(number: &str, issued_on: &str) -> Question {
    Question::PassportRegistry {
        passport: number.parse().unwrap(),
        issued_on: issued_on.parse().unwrap(),
        subdivision_code: "770-002".parse().unwrap(),
        family_name: "Ветрова".to_owned(),
        given_name: "Анна".to_owned(),
        patronymic: Some("Сергеевна".to_owned()),
        born_on: "1990-04-12".parse().unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn registries_agree_differ_and_do_not_know() {
    let sandbox = Sandbox::start("http://127.0.0.1:9/").await;
    let registries = HttpRegistries::new(settings(&sandbox).await, Cx::system()).unwrap();
    for (question, answer) in [
        (insurance("146-728-391 94", "1990-04-12"), Answer::Agreed),
        (insurance("146-728-391 94", "1990-04-13"), Answer::Differs(vec![Mark::BornOn])),
        (insurance("112-233-445 95", "1990-04-12"), Answer::NotFound),
        (passport("4510 218734", "2010-05-06"), Answer::Agreed),
        (passport("4510 218734", "2010-05-07"), Answer::Differs(vec![Mark::IssuedOn])),
        (passport("4510 000001", "2010-05-06"), Answer::NotFound),
    ] {
        assert_eq!(registries.ask(&question).await.unwrap(), answer, "{question:?}");
    }
    sandbox.control("pension-fund", "suspended").await;
    let answer = registries.ask(&insurance("146-728-391 94", "1990-04-12")).await.unwrap();
    assert_eq!(answer, Answer::Differs(vec![Mark::SnilsSuspended]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registry_that_is_down_comes_back_alone() {
    let sandbox = Sandbox::start("http://127.0.0.1:9/").await;
    let registries = HttpRegistries::new(settings(&sandbox).await, Cx::system()).unwrap();
    let (snils, number) = (insurance("146-728-391 94", "1990-04-12"), passport("4510 218734", "2010-05-06"));
    sandbox.control("passport-registry", "down").await;
    let failed = registries.ask(&number).await.unwrap_err();
    assert_eq!(failed.registry, Registry::PassportRegistry);
    assert!(!failed.to_string().contains("218734"), "{failed}");
    assert_eq!(registries.ask(&snils).await.unwrap(), Answer::Agreed);
    sandbox.control("passport-registry", "ok").await;
    assert_eq!(registries.ask(&number).await.unwrap(), Answer::Agreed);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_cannot_prove_themselves_is_not_asked() {
    let sandbox = Sandbox::start("http://127.0.0.1:9/").await;
    let question = insurance("146-728-391 94", "1990-04-12");
    // The machine's own authorities do not know the sandbox's.
    let strangers = RegistrySettings { ca_file: None, ..settings(&sandbox).await };
    assert!(HttpRegistries::new(strangers, Cx::system()).unwrap().ask(&question).await.is_err());
    let wrong = RegistrySettings { client_secret: "wrong-secret".to_owned(), ..settings(&sandbox).await };
    let failed = HttpRegistries::new(wrong, Cx::system()).unwrap().ask(&question).await.unwrap_err().to_string();
    assert!(failed.contains("401") && !failed.contains("wrong-secret"), "{failed}");
}
