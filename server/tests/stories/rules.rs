//! Rules: where and how the button shows (spec 4).

use crate::stories;
use crate::world::{World, new_user};
use domain::country::Country;
use domain::id::{ChannelId, RuleId};
use domain::limit;
use domain::problem::{Fault, Problem};
use domain::rule::{Action, Rule, RuleDraft, Verdict};
use domain::user::{Role, User};
use domain::wire::visitor::Button;
use server::desk::Page;
use server::error::Error;
use uuid::Uuid;

async fn administrator(world: &World) -> User {
    let made = world
        .desk()
        .create_user(new_user("Mara", Role::Administrator));
    made.await.unwrap()
}

fn draft(action: Action, url_pattern: &str) -> RuleDraft {
    RuleDraft {
        action,
        url_pattern: url_pattern.to_owned(),
        ..RuleDraft::default()
    }
}

async fn added(world: &World, user: &User, draft: RuleDraft) -> Rule {
    let channel = world.channel().await;
    world.desk().add_rule(user, channel, draft).await.unwrap()
}

async fn button(world: &World, address: &str, country: Option<Country>) -> Button {
    let page = Page {
        address,
        country,
        ..Page::default()
    };
    let config = world.desk().widget_config(world.channel().await, page);
    config.await.unwrap().button
}

async fn order(world: &World, user: &User, channel: ChannelId) -> Vec<RuleId> {
    let form = world.desk().channel_form(user, channel).await.unwrap();
    form.rules.iter().map(|rule| rule.id).collect()
}

stories! {
    async fn the_first_rule_that_fits_the_page_decides(world: &World) {
        let mara = administrator(world).await;
        world.operator("Ada").await;
        assert_eq!(button(world, "https://shop.example/", None).await, Button::Shown);
        added(world, &mara, draft(Action::Hide, "/cart")).await;
        added(world, &mara, draft(Action::ShowWithNotification, "/products")).await;
        added(world, &mara, draft(Action::OpenAutomatically { after_seconds: 7 }, "\\?help")).await;
        for (address, expected) in [
            ("https://shop.example/", Button::Shown),
            ("https://shop.example/cart?step=2", Button::Hidden),
            ("https://shop.example/products", Button::Notifies),
            ("https://shop.example/?help", Button::Opens { after_seconds: 7 }),
        ] {
            assert_eq!(button(world, address, None).await, expected, "{address}");
        }
    }

    async fn a_rule_of_a_country_is_for_its_visitors_alone(world: &World) {
        let mara = administrator(world).await;
        world.operator("Ada").await;
        let france = Country::parse("FR");
        let hide = RuleDraft { countries: france.into_iter().collect(), ..draft(Action::Hide, "") };
        added(world, &mara, hide).await;
        assert_eq!(button(world, "/", france).await, Button::Hidden);
        assert_eq!(button(world, "/", Country::parse("BE")).await, Button::Shown);
        assert_eq!(button(world, "/", None).await, Button::Shown);
    }

    async fn without_anybody_there_no_rule_shows_the_button(world: &World) {
        let mara = administrator(world).await;
        added(world, &mara, draft(Action::ShowWithNotification, "")).await;
        assert_eq!(button(world, "/", None).await, Button::Hidden);
    }

    async fn rules_are_changed_put_in_order_and_removed(world: &World) {
        let mara = administrator(world).await;
        world.operator("Ada").await;
        let channel = world.channel().await;
        let one = added(world, &mara, draft(Action::Hide, "/")).await;
        let two = added(world, &mara, draft(Action::Show, "/")).await;
        let three = added(world, &mara, draft(Action::Show, "/three")).await;
        assert_eq!(button(world, "/", None).await, Button::Hidden);
        world.desk().order_rules(&mara, channel, vec![two.id, RuleId(Uuid::nil()), one.id]).await.unwrap();
        assert_eq!(order(world, &mara, channel).await, [two.id, one.id, three.id]);
        assert_eq!(button(world, "/", None).await, Button::Shown);
        world.desk().save_rule(&mara, channel, two.clone(), draft(Action::Show, "/elsewhere")).await.unwrap();
        assert_eq!(button(world, "/", None).await, Button::Hidden);
        world.desk().remove_rule(&mara, channel, one.id).await.unwrap();
        world.desk().remove_rule(&mara, channel, one.id).await.unwrap();
        assert_eq!(order(world, &mara, channel).await, [two.id, three.id]);
        let gone = world.desk().save_rule(&mara, channel, one, draft(Action::Show, "")).await;
        assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    }

    async fn of_two_who_edit_a_rule_the_second_is_told_and_changes_nothing(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let before = added(world, &mara, draft(Action::Show, "/cart")).await;
        let desk = world.desk();
        let first = desk.save_rule(&mara, channel, before.clone(), draft(Action::Hide, "/cart")).await.unwrap();
        let second = desk.save_rule(&mara, channel, before.clone(), draft(Action::Show, "/shop")).await;
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        let form = desk.channel_form(&mara, channel).await.unwrap();
        assert_eq!(form.rules, std::slice::from_ref(&first));
        // Another place in the list is no other rule.
        let other = added(world, &mara, draft(Action::Show, "")).await;
        desk.order_rules(&mara, channel, vec![other.id, first.id]).await.unwrap();
        let third = desk.save_rule(&mara, channel, first, draft(Action::Show, "/shop")).await.unwrap();
        assert_eq!(third.url_pattern, "/shop");
        desk.remove_rule(&mara, channel, third.id).await.unwrap();
        let late = desk.save_rule(&mara, channel, third, draft(Action::Hide, "/shop")).await;
        assert!(matches!(late, Err(Error::NotFound)), "{late:?}");
        assert_eq!(order(world, &mara, channel).await, [other.id]);
    }

    async fn of_those_who_save_a_rule_at_one_instant_all_but_one_are_told(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let before = added(world, &mara, draft(Action::Show, "/cart")).await;
        let saves = ["/one", "/two", "/three"].map(|pattern| {
            let (desk, mara, before) = (world.desk(), &mara, before.clone());
            async move { desk.save_rule(mara, channel, before, draft(Action::Show, pattern)).await }
        });
        let outcomes = futures::future::join_all(saves).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        for outcome in outcomes.iter().filter(|outcome| outcome.is_err()) {
            assert!(matches!(outcome, Err(Error::Conflict)), "{outcome:?}");
        }
    }

    async fn what_is_no_expression_is_refused_at_the_place_and_changes_nothing(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let rule = added(world, &mara, draft(Action::Hide, "/cart")).await;
        for (pattern, fault) in [
            ("/cart(".to_owned(), Fault::NotAPattern { at: 6 }),
            ("(?:a{1000}){1000}".to_owned(), Fault::TooCostly),
            ("a".repeat(limit::PATTERN_CHARACTERS + 1), Fault::TooLong { limit: limit::PATTERN_CHARACTERS }),
        ] {
            let saved = world.desk().save_rule(&mara, channel, rule.clone(), draft(Action::Show, &pattern)).await;
            let Err(Error::Invalid(problems)) = saved else { panic!("{saved:?}") };
            assert_eq!(problems, [Problem::new("url_pattern", fault)]);
        }
        let form = world.desk().channel_form(&mara, channel).await.unwrap();
        assert_eq!(form.rules, [rule]);
    }

    async fn only_administrators_change_and_try_rules(world: &World) {
        let mara = administrator(world).await;
        let ada = world.user("Ada").await;
        let channel = world.channel().await;
        let rule = added(world, &mara, draft(Action::Hide, "/cart")).await;
        let desk = world.desk();
        let refused = [
            desk.add_rule(&ada, channel, draft(Action::Show, "")).await.map(drop),
            desk.save_rule(&ada, channel, rule.clone(), draft(Action::Show, "")).await.map(drop),
            desk.check_rule(&ada, draft(Action::Show, "")).await,
            desk.remove_rule(&ada, channel, rule.id).await,
            desk.order_rules(&ada, channel, vec![]).await,
            desk.test_rules(&ada, channel, Page::default()).await.map(drop),
        ];
        for outcome in refused {
            assert!(matches!(outcome, Err(Error::Forbidden)), "{outcome:?}");
        }
    }

    async fn the_tester_says_what_the_widget_does(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let cart = added(world, &mara, draft(Action::Hide, "/cart")).await;
        let all = added(world, &mara, draft(Action::Show, "")).await;
        let page = Page { address: "https://shop.example/cart", ..Page::default() };
        let told = world.desk().test_rules(&mara, channel, page).await.unwrap();
        assert_eq!(told, [(cart.id, Verdict::Chosen), (all.id, Verdict::ComesLater)]);
        let page = Page { address: "https://shop.example/", ..Page::default() };
        let told = world.desk().test_rules(&mara, channel, page).await.unwrap();
        assert_eq!(told, [(cart.id, Verdict::OtherPage), (all.id, Verdict::Chosen)]);
    }

    async fn a_rule_of_another_channel_is_not_found(world: &World) {
        let mara = administrator(world).await;
        let rule = added(world, &mara, draft(Action::Hide, "/cart")).await;
        let other = domain::channel::Draft { name: "Shop".to_owned(), ..domain::channel::Draft::default() };
        let other = world.desk().create_channel(&mara, other).await.unwrap();
        let saved = world.desk().save_rule(&mara, other.id, rule.clone(), draft(Action::Show, "")).await;
        assert!(matches!(saved, Err(Error::NotFound)), "{saved:?}");
        world.desk().remove_rule(&mara, other.id, rule.id).await.unwrap();
        assert_eq!(order(world, &mara, world.channel().await).await, [rule.id]);
    }
}
