use super::*;
use proptest::prelude::*;
use uuid::Uuid;

const BOT: ChatbotId = ChatbotId(Uuid::from_u128(900));

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

fn rule(id: u128, url_pattern: &str, countries: &[&str]) -> Rule {
    Rule {
        id: RuleId(Uuid::from_u128(id)),
        action: Action::Show,
        chatbot: None,
        url_pattern: url_pattern.to_owned(),
        countries: countries.iter().map(|code| country(code)).collect(),
    }
}

fn with_chatbot(id: u128, condition: OperatorCondition) -> Rule {
    Rule {
        chatbot: Some(RuleChatbot { id: BOT, condition }),
        ..rule(id, "", &[])
    }
}

fn visit<'v>(address: &'v str, at: Option<&str>) -> Visit<'v> {
    Visit {
        address: Address::of(address),
        country: at.map(country),
        is_operator_available: true,
        usable_chatbots: &[BOT],
    }
}

fn chosen(rules: &[Rule], visit: &Visit<'_>) -> Option<u128> {
    let rules = Rules::new(rules.to_vec());
    rules.choose(visit).map(|rule| rule.id.0.as_u128())
}

#[test]
fn rules_of_the_visitors_country_come_first_then_those_of_none() {
    let rules = [
        rule(1, "", &[]),
        rule(2, "/shop", &["BE", "FR"]),
        rule(3, "", &["FR"]),
    ];
    for (address, at, expected) in [
        ("/", None, 1),
        ("/shop", None, 1),
        ("/shop", Some("FR"), 2),
        ("/about", Some("FR"), 3),
        ("/shop", Some("BE"), 2),
        ("/about", Some("BE"), 1),
        ("/shop", Some("DE"), 1),
    ] {
        let chosen = chosen(&rules, &visit(address, at));
        assert_eq!(chosen, Some(expected), "{address} {at:?}");
    }
}

#[test]
fn a_rule_with_countries_never_applies_elsewhere_or_to_nobody_knows_where() {
    let rules = [rule(1, "", &["FR"])];
    assert_eq!(chosen(&rules, &visit("/", None)), None);
    assert_eq!(chosen(&rules, &visit("/", Some("DE"))), None);
}

#[test]
fn the_first_that_passes_decides_and_hide_shadows_what_follows() {
    let hide = Rule {
        action: Action::Hide,
        ..rule(1, "/cart", &[])
    };
    let rules = [hide, rule(2, "/", &[])];
    assert_eq!(chosen(&rules, &visit("/cart", None)), Some(1));
    assert_eq!(chosen(&rules, &visit("/", None)), Some(2));
}

#[test]
fn a_rule_is_passed_over_if_its_chatbot_cannot_answer() {
    let rules = [with_chatbot(1, OperatorCondition::Always), rule(2, "", &[])];
    let mut visit = visit("/", None);
    assert_eq!(chosen(&rules, &visit), Some(1));
    visit.usable_chatbots = &[];
    assert_eq!(chosen(&rules, &visit), Some(2));
}

#[test]
fn a_rule_is_passed_over_if_its_operator_condition_fails() {
    for (condition, with_operator, without) in [
        (OperatorCondition::Always, Some(1), Some(1)),
        (OperatorCondition::OnlyIfNoOperator, None, Some(1)),
        (OperatorCondition::OnlyIfAnOperator, Some(1), None),
    ] {
        let rules = [with_chatbot(1, condition)];
        let mut visit = visit("/", None);
        assert_eq!(chosen(&rules, &visit), with_operator, "{condition:?}");
        visit.is_operator_available = false;
        assert_eq!(chosen(&rules, &visit), without, "{condition:?}");
    }
}

#[test]
fn no_rule_at_all_decides_nothing() {
    assert_eq!(chosen(&[], &visit("/", None)), None);
}

#[test]
fn each_rule_is_told_why_it_does_not_decide() {
    let rules = Rules::new(vec![
        rule(1, "/shop", &[]),
        rule(2, "", &["DE"]),
        with_chatbot(3, OperatorCondition::OnlyIfNoOperator),
        rule(4, "", &[]),
        rule(5, "", &[]),
    ]);
    let verdicts = |visit: &Visit<'_>| -> Vec<Verdict> {
        let told = rules.explain(visit);
        told.into_iter().map(|(_, verdict)| verdict).collect()
    };
    let mut visit = visit("/", None);
    assert_eq!(
        verdicts(&visit),
        [
            Verdict::OtherPage,
            Verdict::UnknownCountry,
            Verdict::OperatorAvailable,
            Verdict::Chosen,
            Verdict::ComesLater,
        ]
    );
    visit.country = Some(country("FR"));
    visit.usable_chatbots = &[];
    assert_eq!(verdicts(&visit)[1], Verdict::OtherCountry);
    assert_eq!(verdicts(&visit)[2], Verdict::ChatbotUnusable);
}

fn any_rule() -> impl Strategy<Value = (usize, Vec<usize>, Option<u8>)> {
    let countries = proptest::collection::vec(0usize..3, 0..3);
    (0usize..4, countries, proptest::option::of(0u8..3))
}

proptest! {
    #[test]
    fn the_chosen_passes_and_nothing_before_it_does(
        made in proptest::collection::vec(any_rule(), 0..12),
        page in 0usize..4,
        at in proptest::option::of(0usize..3),
        is_operator_available: bool,
        is_chatbot_usable: bool,
    ) {
        let pages = ["", "/shop", "/cart$", "://shop"];
        let codes = ["BE", "DE", "FR"];
        let rules: Vec<Rule> = made.iter().zip(1u128..).map(|((pattern, countries, condition), id)| {
            let countries: Vec<&str> = countries.iter().map(|&place| codes[place]).collect();
            Rule {
                chatbot: condition.map(|condition| RuleChatbot {
                    id: BOT,
                    condition: match condition {
                        0 => OperatorCondition::Always,
                        1 => OperatorCondition::OnlyIfNoOperator,
                        _ => OperatorCondition::OnlyIfAnOperator,
                    },
                }),
                ..rule(id, pages[*pattern], &countries)
            }
        }).collect();
        let address = ["https://shop.example/", "https://shop.example/shop", "https://else.example/cart", "/"][page];
        let visit = Visit {
            is_operator_available,
            usable_chatbots: if is_chatbot_usable { &[BOT] } else { &[] },
            ..visit(address, at.map(|place| codes[place]))
        };
        let ready = Rules::new(rules.clone());
        let chosen = ready.choose(&visit).map(|rule| rule.id);
        let verdicts = ready.explain(&visit);
        prop_assert_eq!(verdicts.len(), rules.len());
        let told: Vec<RuleId> = verdicts
            .iter()
            .filter(|(_, verdict)| *verdict == Verdict::Chosen)
            .map(|(id, _)| *id)
            .collect();
        prop_assert_eq!(told, chosen.into_iter().collect::<Vec<_>>());
        // Alone, a rule is chosen exactly if it passes: none that passes may stand before the chosen one.
        let is_of_country = |rule: &Rule| !rule.countries.is_empty();
        for rule in &rules {
            let passes = Rules::new(vec![rule.clone()]).choose(&visit).is_some();
            let comes_first = chosen.and_then(|id| rules.iter().find(|other| other.id == id)).is_some_and(|winner| {
                (!is_of_country(winner), winner.id) <= (!is_of_country(rule), rule.id)
            });
            prop_assert!(!passes || comes_first);
        }
    }
}

#[test]
fn a_rule_offers_its_chatbot_where_it_is_for_and_while_its_condition_holds() {
    use OperatorCondition::{Always, OnlyIfAnOperator, OnlyIfNoOperator};
    let for_france = |condition| Rule {
        countries: vec![country("FR")],
        ..with_chatbot(1, condition)
    };
    let hidden = Rule {
        action: Action::Hide,
        ..with_chatbot(1, Always)
    };
    for (rule, at, is_operator_available, expected) in [
        (with_chatbot(1, Always), None, false, true),
        (with_chatbot(1, Always), Some("DE"), true, true),
        (with_chatbot(1, OnlyIfNoOperator), None, false, true),
        (with_chatbot(1, OnlyIfNoOperator), None, true, false),
        (with_chatbot(1, OnlyIfAnOperator), None, true, true),
        (with_chatbot(1, OnlyIfAnOperator), None, false, false),
        (for_france(Always), Some("FR"), false, true),
        (for_france(Always), Some("DE"), false, false),
        (for_france(Always), None, false, false),
        (for_france(OnlyIfNoOperator), Some("FR"), true, false),
        (hidden, None, false, false),
        (rule(1, "", &[]), None, false, false),
    ] {
        let offers = rule.offers_its_chatbot(at.map(country), is_operator_available);
        assert_eq!(offers, expected, "{rule:?} {at:?} {is_operator_available}");
    }
}
