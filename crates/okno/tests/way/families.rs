//! The families of the demo: they need not register, and forms come filled in.

use crate::house::each;

#[tokio::test(flavor = "multi_thread")]
async fn a_family_of_the_demo_finds_its_children_in_the_form() {
    each(async |house| {
        house.people.settle(&house.db, &house.cx).await.unwrap();
        house.people.settle(&house.db, &house.cx).await.unwrap();
        assert_eq!(house.count("select count(*) from accounts").await, 4, "a second start makes nobody again");
        let mut gulnara = house.visitor();
        gulnara.visit("/sign-in").await;
        let answer =
            gulnara.submit("Войти", &[("login", "+79005550117"), ("password", "Pirog-Odelyalo!62-Sneg")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let page = gulnara.visit("/cabinet/profile").await;
        assert!(page.has("Подтверждённая учётная запись") && page.has("Хасанова"), "{}", page.text());
        let page = gulnara.visit("/cabinet/household").await;
        for shown in ["Хасанов Тимур Ренатович", "IV-КБ 218460", "ИП Хасанова Г. М."]
        {
            assert!(page.has(shown), "{shown}: {}", page.text());
        }
        gulnara.visit("/services/child-benefit/apply").await;
        gulnara.submit("Продолжить", &[("region", "tatarstan"), ("marital", "single")]).await;
        let page = gulnara.follow().await;
        for child in ["Тимур", "Алия", "Камила"] {
            assert!(page.has(child) || page.html.contains(child), "{child}: {}", page.text());
        }

        // A complaint as a sole proprietor knows the business.
        gulnara.visit("/services/agency-complaint/apply").await;
        gulnara.submit("Продолжить", &[("about_agency", "tax-service")]).await;
        let page = gulnara.follow().await;
        assert_eq!(page.value("business_ogrn").as_deref(), Some("321169000123455"), "{}", page.text());
    })
    .await;
}
