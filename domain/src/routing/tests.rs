//! Every line of spec 5.3 to 5.5, and what holds for whatever comes.

use super::*;
use crate::presence::Presence;
use proptest::prelude::*;
use uuid::Uuid;

const NOW: Timestamp = Timestamp(100 * DAY_MS);
const BILLING: ExpertiseId = ExpertiseId(Uuid::from_u128(1));
const DELIVERY: ExpertiseId = ExpertiseId(Uuid::from_u128(2));
const FREE: Terms = Terms {
    operator_limit: None,
    spares_callers: false,
};

fn user(id: u128) -> UserId {
    UserId(Uuid::from_u128(id))
}

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

fn language(tag: &str) -> LanguageTag {
    LanguageTag::parse(tag).unwrap()
}

fn candidate(id: u128) -> Candidate<'static> {
    Candidate {
        operator: user(id),
        has_joined: true,
        presence: Presence::Online,
        languages: &[],
        country: None,
        expertises: &[],
        load: Load::default(),
        last_assigned_at: None,
    }
}

fn busy(id: u128, active: u32) -> Candidate<'static> {
    Candidate {
        load: Load {
            in_channel: 0,
            active,
        },
        ..candidate(id)
    }
}

fn chosen(candidates: &[Candidate<'_>], wanted: &Wanted<'_>) -> Option<Chosen> {
    choose(candidates, wanted, FREE, NOW, 0).chosen
}

fn operator(candidates: &[Candidate<'_>], wanted: &Wanted<'_>) -> Option<UserId> {
    chosen(candidates, wanted).map(|chosen| chosen.operator)
}

fn group_of(chosen: Option<Chosen>) -> Option<(Group, usize)> {
    match chosen?.reason {
        Reason::Group { group, members, .. } => Some((group, members)),
        _ => None,
    }
}

/// 5.3, condition by condition.
#[test]
fn who_is_not_available_is_not_chosen_and_it_is_said_why() {
    let terms = |limit, spares_callers| Terms {
        operator_limit: limit,
        spares_callers,
    };
    let loaded = |in_channel| Candidate {
        load: Load {
            in_channel,
            active: 9,
        },
        ..candidate(1)
    };
    let present = |presence| Candidate {
        presence,
        ..candidate(1)
    };
    let calling = present(Presence::InCall);
    let absent = Candidate {
        has_joined: false,
        ..present(Presence::Offline)
    };
    let table = [
        (candidate(1), FREE, None),
        (absent, FREE, Some(Obstacle::NotJoined)),
        (present(Presence::Offline), FREE, Some(Obstacle::Offline)),
        (present(Presence::Away), FREE, Some(Obstacle::Away)),
        (loaded(1_000), FREE, None),
        (loaded(1), terms(Some(2), false), None),
        (loaded(2), terms(Some(2), false), Some(Obstacle::AtLimit)),
        (loaded(3), terms(Some(2), false), Some(Obstacle::AtLimit)),
        (calling, FREE, None),
        (calling, terms(None, true), Some(Obstacle::InCall)),
        (candidate(1), terms(None, true), None),
    ];
    for (candidate, terms, obstacle) in table {
        let outcome = choose(&[candidate], &Wanted::default(), terms, NOW, 0);
        let told = outcome.unavailable.first();
        assert_eq!(told.map(|told| told.obstacle), obstacle, "{candidate:?}");
        assert_eq!(
            outcome.chosen.is_some(),
            obstacle.is_none(),
            "{candidate:?}"
        );
    }
}

#[test]
fn a_conversation_counts_for_a_quarter_of_an_hour_and_is_active_for_half_of_one() {
    let counted = |is_in_channel, unused: i64| {
        let mut load = Load::default();
        load.count(is_in_channel, NOW.plus(-unused), NOW);
        (load.in_channel, load.active)
    };
    assert_eq!(counted(true, 0), (1, 1));
    assert_eq!(counted(false, 0), (0, 1));
    assert_eq!(counted(true, COUNTS_FOR_LIMIT_MS - 1), (1, 1));
    assert_eq!(counted(true, COUNTS_FOR_LIMIT_MS), (0, 1));
    assert_eq!(counted(true, ACTIVE_MS - 1), (0, 1));
    assert_eq!(counted(true, ACTIVE_MS), (0, 0));
}

/// 5.7 begins here.
#[test]
fn where_nobody_is_nobody_is_chosen() {
    let outcome = choose(&[], &Wanted::default(), FREE, NOW, 7);
    assert_eq!(outcome.chosen, None);
    assert_eq!(outcome.unavailable, Vec::new());
}

/// 5.4, 6.4.
#[test]
fn the_operator_whom_the_widget_showed_comes_before_all_but_the_previous_one() {
    let (idle, shown) = (candidate(1), busy(2, 9));
    let wanted = Wanted {
        shown: Some(user(2)),
        ..Wanted::default()
    };
    let again = Wanted {
        previous: Some(Previous {
            operator: user(1),
            at: NOW,
        }),
        ..wanted
    };
    assert_eq!(operator(&[idle, shown], &again), Some(user(1)));
    let expected = Chosen {
        operator: user(2),
        reason: Reason::Shown,
    };
    assert_eq!(chosen(&[idle, shown], &wanted), Some(expected));
    let away = Candidate {
        presence: Presence::Away,
        ..shown
    };
    assert_eq!(operator(&[idle, away], &wanted), Some(user(1)));
}

/// 5.4: remembered 7 days, unless he has two or more active conversations and is in a call.
#[test]
fn the_previous_operator_gets_his_visitor_back() {
    let previous = |active, is_in_call| Candidate {
        presence: if is_in_call {
            Presence::InCall
        } else {
            Presence::Online
        },
        ..busy(2, active)
    };
    let gone = Candidate {
        has_joined: false,
        ..previous(0, false)
    };
    let table = [
        (previous(9, false), 0, true),
        (previous(1, true), 0, true),
        (previous(2, true), 0, false),
        (previous(9, true), 0, false),
        (previous(9, false), PREVIOUS_REMEMBERED_MS - 1, true),
        (previous(9, false), PREVIOUS_REMEMBERED_MS, false),
        (gone, 0, false),
    ];
    for (candidate_before, passed, is_chosen) in table {
        let wanted = Wanted {
            previous: Some(Previous {
                operator: user(2),
                at: NOW.plus(-passed),
            }),
            ..Wanted::default()
        };
        let chosen = chosen(&[candidate(1), candidate_before], &wanted).unwrap();
        let is_previous = chosen.reason == Reason::Previous;
        assert_eq!(is_previous, is_chosen, "{candidate_before:?} {passed}");
        assert_eq!(chosen.operator, user(if is_chosen { 2 } else { 1 }));
    }
}

/// 5.4: who has a better match is chosen, however much he has to do.
#[test]
fn the_first_group_that_is_not_empty_gets_the_conversation() {
    let french = [language("fr")];
    let (both, one) = ([BILLING, DELIVERY], [DELIVERY]);
    let visitor = language("fr-CA");
    let wanted = Wanted {
        language: Some(&visitor),
        country: Some(country("CA")),
        expertises: &both,
        ..Wanted::default()
    };
    let best_first: Vec<Candidate<'_>> = [true, false, false]
        .into_iter()
        .zip([
            Some(country("FR")),
            Some(country("CA")),
            Some(country("DE")),
        ])
        .flat_map(|(speaks, country)| {
            [&both[..], &one[..], &[]].map(|expertises| (speaks, country, expertises))
        })
        .zip(1u32..)
        .map(|((speaks, country, expertises), place)| Candidate {
            languages: if speaks { &french } else { &[] },
            country,
            expertises,
            ..busy(place.into(), 10 - place)
        })
        .collect();
    for (place, group) in Group::EVERY.into_iter().enumerate() {
        let rest = &best_first[place..];
        assert_eq!(usize::from(group.number()), place + 1);
        assert_eq!(operator(rest, &wanted), Some(rest[0].operator), "{group:?}");
        assert_eq!(group_of(chosen(rest, &wanted)), Some((group, 1)));
    }
}

#[test]
fn with_no_expertise_asked_for_everybody_has_all_and_nobody_one() {
    let (french, billing) = ([language("fr")], [BILLING]);
    let visitor = language("fr");
    let wanted = Wanted {
        language: Some(&visitor),
        country: Some(country("FR")),
        ..Wanted::default()
    };
    let speaker = Candidate {
        languages: &french,
        ..candidate(1)
    };
    let compatriot = Candidate {
        country: Some(country("FR")),
        ..candidate(2)
    };
    let expert = Candidate {
        expertises: &billing,
        ..candidate(3)
    };
    let table = [
        (vec![speaker, compatriot, expert], Group::LanguageAndAll, 1),
        (vec![compatriot, expert], Group::CountryAndAll, 1),
        (vec![candidate(4), expert], Group::All, 2),
    ];
    for (candidates, group, members) in table {
        assert_eq!(
            group_of(chosen(&candidates, &wanted)),
            Some((group, members))
        );
    }
}

#[test]
fn language_is_main_or_additional_and_compared_by_its_first_part() {
    let languages = [language("en"), language("pt-BR")];
    let candidate = Candidate {
        languages: &languages,
        ..candidate(1)
    };
    for (tag, group) in [
        ("en-GB", Group::LanguageAndAll),
        ("pt", Group::LanguageAndAll),
        ("fr", Group::All),
    ] {
        let visitor = language(tag);
        let wanted = Wanted {
            language: Some(&visitor),
            ..Wanted::default()
        };
        assert_eq!(group_of(chosen(&[candidate], &wanted)), Some((group, 1)));
    }
    assert_eq!(
        group_of(chosen(&[candidate], &Wanted::default())),
        Some((Group::All, 1))
    );
}

#[test]
fn country_counts_only_if_both_are_known() {
    for (of_operator, of_visitor, group) in [
        (
            Some(country("FR")),
            Some(country("FR")),
            Group::CountryAndAll,
        ),
        (Some(country("FR")), Some(country("DE")), Group::All),
        (Some(country("FR")), None, Group::All),
        (None, Some(country("FR")), Group::All),
        (None, None, Group::All),
    ] {
        let candidate = Candidate {
            country: of_operator,
            ..candidate(1)
        };
        let wanted = Wanted {
            country: of_visitor,
            ..Wanted::default()
        };
        assert_eq!(group_of(chosen(&[candidate], &wanted)), Some((group, 1)));
    }
}

/// 5.5: the buffer of 120 seconds.
#[test]
fn who_was_just_given_a_conversation_is_set_aside() {
    let given = |id, passed: i64| Candidate {
        last_assigned_at: Some(NOW.plus(-passed)),
        ..candidate(id)
    };
    let rested = busy(2, 9);
    let reason = |members, set_aside, pick| {
        Some(Reason::Group {
            group: Group::All,
            members,
            set_aside,
            pick,
        })
    };
    let idle = |tied| Pick::Idle { tied };
    let nine = Pick::Fewest { active: 9, tied: 1 };
    let table = [
        (vec![given(1, SPARED_MS - 1), rested], 2, reason(2, 1, nine)),
        (vec![given(1, SPARED_MS), rested], 1, reason(2, 0, idle(1))),
        (vec![given(1, 0), given(3, 0)], 1, reason(2, 0, idle(2))),
    ];
    for (candidates, id, reason) in table {
        let chosen = chosen(&candidates, &Wanted::default()).unwrap();
        assert_eq!((chosen.operator, Some(chosen.reason)), (user(id), reason));
    }
}

#[test]
fn nobody_is_set_aside_among_those_who_match_nothing() {
    let just_given = Candidate {
        last_assigned_at: Some(NOW),
        ..candidate(1)
    };
    let wanted = Wanted {
        expertises: &[BILLING],
        ..Wanted::default()
    };
    let expected = Chosen {
        operator: user(1),
        reason: Reason::Group {
            group: Group::Everybody,
            members: 2,
            set_aside: 0,
            pick: Pick::Idle { tied: 1 },
        },
    };
    assert_eq!(chosen(&[just_given, busy(2, 1)], &wanted), Some(expected));
}

/// A better group with everybody in it just served still goes before a worse one that has rested.
#[test]
fn the_buffer_does_not_lead_to_another_group() {
    let billing = [BILLING];
    let expert = Candidate {
        expertises: &billing,
        last_assigned_at: Some(NOW),
        ..busy(1, 5)
    };
    let wanted = Wanted {
        expertises: &billing,
        ..Wanted::default()
    };
    assert_eq!(operator(&[expert, candidate(2)], &wanted), Some(user(1)));
}

/// 5.5: anyone idle, else the fewest; with two and more those in a call last.
#[test]
fn who_has_least_to_do_is_chosen() {
    let calling = |id, active| Candidate {
        presence: Presence::InCall,
        ..busy(id, active)
    };
    let pick = |active, tied| match active {
        0 => Pick::Idle { tied },
        _ => Pick::Fewest { active, tied },
    };
    let table = [
        (vec![busy(1, 2), busy(2, 0)], 2, pick(0, 1)),
        (vec![busy(1, 3), busy(2, 2)], 2, pick(2, 1)),
        (vec![calling(1, 0), busy(2, 1)], 1, pick(0, 1)),
        (vec![calling(1, 0), busy(2, 0)], 1, pick(0, 2)),
        (vec![calling(1, 1), busy(2, 1)], 1, pick(1, 2)),
        (vec![calling(1, 1), busy(2, 2)], 1, pick(1, 1)),
        (vec![calling(1, 2), busy(2, 9)], 2, pick(9, 1)),
        (vec![calling(1, 3), calling(2, 2)], 2, pick(2, 1)),
    ];
    for (candidates, id, expected) in table {
        let chosen = chosen(&candidates, &Wanted::default()).unwrap();
        assert_eq!(chosen.operator, user(id), "{candidates:?}");
        let Reason::Group { pick, .. } = chosen.reason else {
            panic!("{:?}", chosen.reason);
        };
        assert_eq!(pick, expected, "{candidates:?}");
    }
}

#[test]
fn chance_decides_between_those_with_equal_claims() {
    let candidates = [candidate(3), candidate(1), candidate(2), busy(4, 1)];
    for (tie, id) in [(0, 1), (1, 2), (2, 3), (3, 1), (u64::MAX, 1)] {
        let outcome = choose(&candidates, &Wanted::default(), FREE, NOW, tie);
        assert_eq!(outcome.chosen.unwrap().operator, user(id), "{tie}");
    }
}

#[test]
fn an_outcome_reads_back_from_its_json() {
    let away = Candidate {
        presence: Presence::Away,
        ..candidate(2)
    };
    let outcome = choose(&[candidate(1), away], &Wanted::default(), FREE, NOW, 0);
    let json = serde_json::to_value(&outcome).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "chosen": {"operator": user(1), "reason": {
                "by": "group", "group": "all", "members": 1, "set_aside": 0, "pick": {"as": "idle", "tied": 1}
            }},
            "unavailable": [{"operator": user(2), "obstacle": "away"}],
        })
    );
    assert_eq!(serde_json::from_value::<Outcome>(json).unwrap(), outcome);
}

/// What a candidate is made from, with few enough values that they meet.
#[derive(Clone, Debug)]
struct Sample {
    has_joined: bool,
    presence: Presence,
    languages: Vec<LanguageTag>,
    country: Option<Country>,
    expertises: Vec<ExpertiseId>,
    load: Load,
    assigned_before: Option<i64>,
}

prop_compose! {
    fn sample()(
        has_joined in prop::bool::weighted(0.8),
        presence in prop::sample::select(vec![
            Presence::Online, Presence::InCall, Presence::Away, Presence::Offline,
        ]),
        languages in prop::sample::subsequence(vec![language("fr"), language("en-GB")], 0..=2),
        country in prop::sample::select(vec![None, Some(country("FR")), Some(country("GB"))]),
        expertises in prop::sample::subsequence(vec![BILLING, DELIVERY], 0..=2),
        in_channel in 0u32..4,
        elsewhere in 0u32..3,
        assigned_before in prop::option::of(0..2 * SPARED_MS),
    ) -> Sample {
        let load = Load { in_channel, active: in_channel + elsewhere };
        Sample {
            has_joined, presence, languages, country, expertises, load, assigned_before,
        }
    }
}

fn candidates(samples: &[Sample]) -> Vec<Candidate<'_>> {
    samples
        .iter()
        .zip(1u128..)
        .map(|(sample, id)| Candidate {
            operator: user(id),
            has_joined: sample.has_joined,
            presence: sample.presence,
            languages: &sample.languages,
            country: sample.country,
            expertises: &sample.expertises,
            load: sample.load,
            last_assigned_at: sample.assigned_before.map(|before| NOW.plus(-before)),
        })
        .collect()
}

/// The group by its definition in spec 5.4, said once more in other words.
fn is_in(group: Group, candidate: &Candidate<'_>, wanted: &Wanted<'_>) -> bool {
    let speaks = wanted.language.is_some_and(|wanted| {
        candidate
            .languages
            .iter()
            .any(|language| language.primary() == wanted.primary())
    });
    let lives = wanted.country.is_some() && wanted.country == candidate.country;
    let count = |expertise: &&ExpertiseId| candidate.expertises.contains(expertise);
    let known = wanted.expertises.iter().filter(count).count();
    let all = known == wanted.expertises.len();
    let one = known > 0;
    match group {
        Group::LanguageAndAll => speaks && all,
        Group::LanguageAndOne => speaks && one,
        Group::Language => speaks,
        Group::CountryAndAll => lives && all,
        Group::CountryAndOne => lives && one,
        Group::Country => lives,
        Group::All => all,
        Group::One => one,
        Group::Everybody => true,
    }
}

proptest! {
    #[test]
    fn the_choice_is_right_whoever_is_there(
        samples in prop::collection::vec(sample(), 0..12),
        tag in prop::option::of(prop::sample::select(vec![language("fr-CA"), language("de")])),
        of_visitor in prop::sample::select(vec![None, Some(country("FR"))]),
        asked in prop::sample::subsequence(vec![BILLING, DELIVERY], 0..=2),
        shown in prop::option::weighted(0.3, 1u128..12),
        previous in prop::option::weighted(0.3, (1u128..12, 0..2 * PREVIOUS_REMEMBERED_MS)),
        operator_limit in prop::option::of(1u32..4),
        spares_callers: bool,
        shuffled in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle(),
        tie: u64,
    ) {
        let candidates = candidates(&samples);
        let wanted = Wanted {
            language: tag.as_ref(),
            country: of_visitor,
            expertises: &asked,
            shown: shown.map(user),
            previous: previous.map(|(id, before)| Previous { operator: user(id), at: NOW.plus(-before) }),
        };
        let terms = Terms { operator_limit, spares_callers };
        let outcome = choose(&candidates, &wanted, terms, NOW, tie);
        let available: Vec<_> = candidates.iter().filter(|one| one.obstacle(terms).is_none()).collect();

        // Everybody is accounted for, and somebody is chosen if anybody can be.
        prop_assert_eq!(outcome.unavailable.len() + available.len(), candidates.len());
        prop_assert_eq!(outcome.chosen.is_some(), !available.is_empty());

        // The order does not matter, and the same chance decides the same.
        let reordered: Vec<_> = shuffled.iter().filter_map(|&index| candidates.get(index).copied()).collect();
        prop_assert_eq!(choose(&reordered, &wanted, terms, NOW, tie).chosen, outcome.chosen);

        if let Some(Chosen { operator, reason }) = outcome.chosen {
            let chosen = available.iter().find(|one| one.operator == operator);
            prop_assert!(chosen.is_some(), "the chosen is available");
            let chosen = chosen.unwrap();
            if let Reason::Group { group, members, set_aside, .. } = reason {
                let first = Group::EVERY.into_iter().find(|group| {
                    available.iter().any(|one| is_in(*group, one, &wanted))
                });
                prop_assert_eq!(Some(group), first, "no better group is there");
                let of_group: Vec<_> = available.iter().filter(|one| is_in(group, one, &wanted)).collect();
                prop_assert_eq!(members, of_group.len());
                prop_assert!(is_in(group, chosen, &wanted));
                prop_assert!(set_aside < members);
                prop_assert!(set_aside == 0 || !chosen.is_spared(NOW));
                let is_asked = |one: &&&&Candidate<'_>| set_aside == 0 || !one.is_spared(NOW);
                let least = of_group.iter().filter(is_asked).map(|one| one.burden()).min();
                prop_assert_eq!(Some(chosen.burden()), least);
            }
        }
    }
}
