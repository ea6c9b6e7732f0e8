//! Fields that no form has. Every form of the way is sent with them ([`crate::scene`]), and nothing comes of them.

use crate::scene::Scene;

/// Names that a server which fills its rows from forms would believe.
pub const FIELDS: &[(&str, &str)] = &[
    ("id", "00000000-0000-7000-8000-000000000001"),
    ("account", "00000000-0000-7000-8000-000000000001"),
    ("account_id", "1"),
    ("owner", "00000000-0000-7000-8000-000000000001"),
    ("user", "administrator"),
    ("role", "administrator"),
    ("staff", "administrator"),
    ("is_admin", "true"),
    ("level", "verified"),
    ("verified", "yes"),
    ("evidence", "service-centre"),
    ("status", "active"),
    ("state", "ready"),
    ("amount", "1"),
    ("price", "1"),
    ("fee", "1"),
    ("paid", "yes"),
    ("agency", "tax-service"),
    ("centre", "МФЦ в другом городе"),
    ("service", "hunting-ticket"),
    ("edition", "0"),
    ("taken_by", "00000000-0000-7000-8000-000000000001"),
    ("due_on", "2040-01-01"),
    ("created_at", "0"),
    ("session", "podbrosheno"),
    ("approved", "yes"),
    ("result", "podbrosheno"),
    ("remark", "podbrosheno"),
    ("former_name", "podbrosheno"),
    ("_method", "DELETE"),
    ("X-HTTP-Method-Override", "DELETE"),
    ("__proto__[role]", "administrator"),
];

pub async fn came_to_nothing(scene: &Scene) {
    let house = &scene.house;
    let count = async |sql: &str| house.count(sql).await;
    assert_eq!(count("select count(*) from accounts").await, 4);
    let verified = "select count(*) from standings where level = 'verified'";
    assert_eq!(count(verified).await, 2, "Анна, in the centre; and who asks her to agree");
    assert_eq!(count("select count(*) from evidence where ground = 'service-centre'").await, 1);
    assert_eq!(count("select count(*) from staff where role = 'administrator'").await, 1);
    assert_eq!(count("select count(*) from staff where centre = 'МФЦ в другом городе'").await, 1);
    assert_eq!(count("select count(*) from applications").await, 4);
    let of_anna =
        "select count(*) from applications a join charges c on c.account = a.account where c.reference = 'trial:1'";
    assert_eq!(count(of_anna).await, 3);
    assert_eq!(count("select count(*) from applications where fee <> 0").await, 1, "the divorce alone");
    assert_eq!(count("select count(*) from applications where agency = 'interior-ministry'").await, 2);
    assert_eq!(count("select count(*) from applications where state = 'in_review'").await, 1);
    assert_eq!(count("select count(*) from applications where state = 'draft'").await, 1);
    assert_eq!(count("select count(*) from applications where taken_by is not null").await, 1);
    assert_eq!(count("select count(*) from charges where amount = 350050 and state = 'due'").await, 1);
    assert_eq!(count("select count(*) from payments").await, 0);
    let mut officer = scene.browser("officer");
    let anna = scene.browser("owner");
    let application = format!("/cabinet/applications/{}", scene.things.application);
    for (browser, page) in [
        (&mut officer, format!("/desk/{}", scene.things.number)),
        (&mut anna.clone(), application),
        (&mut anna.clone(), "/cabinet/profile".to_owned()),
        (&mut anna.clone(), scene.things.draft_page.clone()),
    ] {
        let page = browser.visit(&page).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(!page.html.contains("podbrosheno"), "{}", page.path);
    }
}
