//! Chatbots as files.

use super::properties::any_script;
use super::*;
use crate::expertise::Expertise;
use crate::id::{ExpertiseId, TeamId};
use crate::limit;
use crate::problem::Fault;
use crate::team::Team;
use proptest::prelude::*;
use serde_json::{Value, json};

struct Here {
    expertises: Vec<Expertise>,
    apps: Vec<(App, AppState)>,
}

impl Here {
    /// A server on which these are known; `start` makes its ids.
    fn new(start: u128) -> Self {
        let expertise = |(place, name): (u128, &str)| Expertise {
            id: ExpertiseId(Uuid::from_u128(start + place)),
            name: name.to_owned(),
        };
        let app = |app: App, place: u128, name: &str| {
            let team = Team {
                id: TeamId(Uuid::from_u128(start + place)),
                name: name.to_owned(),
                has_live_chat: true,
                version: 0,
            };
            let state = AppState {
                teams: vec![team],
                ..AppState::default()
            };
            (app, state)
        };
        Self {
            expertises: (1..)
                .zip(["Coffee gear", "Éclairage"])
                .map(expertise)
                .collect(),
            apps: vec![app(App::Helpdesk, 3, "Repairs"), app(App::Crm, 4, "Sales")],
        }
    }

    fn names(&self) -> Names<'_> {
        Names {
            expertises: &self.expertises,
            apps: &self.apps,
        }
    }

    fn written(&self, draft: &ChatbotDraft) -> Value {
        serde_json::to_value(ChatbotFile::of(draft, self.names())).unwrap()
    }

    fn opened(&self, file: Value) -> Opened {
        let file: ChatbotFile = serde_json::from_value(file).unwrap();
        file.open(self.names(), counted(10_000))
    }

    /// The same names, by the ids of another server.
    fn carried(&self, kind: &Kind, to: &Here) -> Kind {
        let expertise = |id: &ExpertiseId| {
            let place = self.expertises.iter().position(|known| known.id == *id);
            to.expertises[place.unwrap()].id
        };
        let team = |app: usize, id: Option<TeamId>| id.map(|_| to.apps[app].1.teams[0].id);
        match kind {
            Kind::Forward { expertises } => Kind::Forward {
                expertises: expertises.iter().map(expertise).collect(),
            },
            Kind::CreateTicket { team: id } => Kind::CreateTicket { team: team(0, *id) },
            Kind::CreateLead { team: id } => Kind::CreateLead { team: team(1, *id) },
            Kind::CreateLeadAndForward {
                team: id,
                expertises,
            } => Kind::CreateLeadAndForward {
                team: team(1, *id),
                expertises: expertises.iter().map(expertise).collect(),
            },
            other => other.clone(),
        }
    }
}

fn counted(start: u128) -> impl FnMut() -> Uuid {
    let mut next = start;
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}

/// The same under ids that tell two scripts of the same shape apart by nothing.
fn without_ids(script: &Script) -> Script {
    let (mut steps, mut answers) = (counted(0), counted(0));
    script.copy(|| StepId(steps()), || AnswerId(answers()))
}

fn file(steps: &Value) -> Value {
    json!({"format": "porchlight-chatbot", "version": 1, "name": "Guide", "steps": steps})
}

fn problems(opened: &Opened) -> Vec<(String, Fault)> {
    let problems = opened.draft.clone().check().err().unwrap_or_default();
    problems
        .into_iter()
        .map(|problem| (problem.field, problem.fault))
        .collect()
}

#[test]
fn a_file_holds_words_and_places_and_no_id() {
    let here = Here::new(500);
    let mut asks = question(1, 2);
    asks.message = "What?".to_owned();
    let forward = Kind::Forward {
        expertises: vec![here.expertises[0].id],
    };
    let ticket = Kind::CreateTicket {
        team: Some(here.apps[0].1.teams[0].id),
    };
    let draft = ChatbotDraft {
        name: "Guide".to_owned(),
        script: script([
            asks,
            only_if(a_step(2, forward), [(1, 2)]),
            a_step(3, ticket),
        ]),
    };
    let expected = file(&json!([
        {"type": "question", "message": "What?", "answers": [{"text": "Answer 1"}, {"text": "Answer 2"}]},
        {"type": "forward", "message": "Step 2", "expertises": ["Coffee gear"], "only_if": [{"step": 1, "answer": 2}]},
        {"type": "create_ticket", "message": "Step 3", "team": "Repairs"},
    ]));
    assert_eq!(here.written(&draft), expected);
}

#[test]
fn names_lead_to_what_is_called_so_and_others_are_told() {
    let here = Here::new(500);
    let opened = here.opened(file(&json!([
        {"type": "forward", "expertises": [" coffee GEAR ", "Tea"]},
        {"type": "create_lead", "message": "M", "team": "sales"},
        {"type": "create_ticket", "message": "M", "team": "Sales"},
        {"type": "sms", "message": "Kept"},
        {"type": "email", "message": "M", "answers": [{"text": "A"}]},
    ])));
    let steps = &opened.draft.script.steps;
    assert_eq!(steps[0].kind.forwards(), Some(&[here.expertises[0].id][..]));
    let team = here.apps[1].1.teams[0].id;
    assert_eq!(steps[1].kind.makes(), Some((App::Crm, Some(team))));
    assert_eq!(steps[2].kind.makes(), Some((App::Helpdesk, None)));
    assert_eq!(
        (&steps[3].kind, steps[3].message.as_str()),
        (&Kind::Text, "Kept")
    );
    let lacks: Vec<(StepId, Lack)> = opened
        .lacking
        .iter()
        .map(|lacking| (lacking.step.id, lacking.lack.clone()))
        .collect();
    assert_eq!(
        lacks,
        [
            (steps[0].id, Lack::Expertise("Tea".to_owned())),
            (steps[2].id, Lack::Team("Sales".to_owned())),
            (steps[3].id, Lack::Type("sms".to_owned())),
            (steps[4].id, Lack::Place),
        ]
    );
    assert_eq!(problems(&opened), []);
}

#[test]
fn what_is_wrong_in_a_file_is_told_at_its_step_and_kept() {
    let here = Here::new(500);
    let opened = here.opened(file(&json!([
        {"type": "text", "message": "Before", "only_if": [{"step": 2, "answer": 1}]},
        {"type": "question", "message": "?", "answers": [
            {"text": "A", "link": "javascript:alert(1)"}, {"text": "B", "link": "//evil.example"}, {"text": ""},
        ]},
        {"type": "text", "message": "", "only_if": [{"step": 2, "answer": 3}]},
        {"type": "text", "message": "M", "only_if": [{"step": 2, "answer": 4}]},
        {"type": "text", "message": "M", "only_if": [{"step": 0, "answer": 1}, {"step": 99, "answer": 0}]},
    ])));
    let at = |field: &str, fault| (field.to_owned(), fault);
    assert_eq!(
        problems(&opened),
        [
            at("steps.0.only_if", Fault::Unknown),
            at("steps.1.answers.0.link", Fault::NotALink),
            at("steps.1.answers.1.link", Fault::NotALink),
            at("steps.1.answers.2.text", Fault::Missing),
            at("steps.2.message", Fault::Missing),
            at("steps.3.only_if", Fault::Unknown),
            at("steps.4.only_if", Fault::Unknown),
        ]
    );
    let steps = &opened.draft.script.steps;
    assert_eq!(
        steps[1].kind.answers()[0].link.as_deref(),
        Some("javascript:alert(1)")
    );
    assert_eq!(steps[0].only_if, [steps[1].kind.answers()[0].id]);
}

#[test]
fn a_file_opened_twice_makes_two_chatbots() {
    let here = Here::new(500);
    let text = json!([{"type": "question", "message": "?", "answers": [{"text": "A"}]}]);
    let read = || -> ChatbotFile { serde_json::from_value(file(&text)).unwrap() };
    let mut id = counted(0);
    let (one, other) = (
        read().open(here.names(), &mut id),
        read().open(here.names(), &mut id),
    );
    assert_ne!(one.draft.script.steps[0].id, other.draft.script.steps[0].id);
    assert_ne!(
        one.draft.script.steps[0].kind.answers()[0].id,
        other.draft.script.steps[0].kind.answers()[0].id
    );
}

#[test]
fn another_format_another_version_and_too_many_steps_are_refused() {
    let head = |value: Value| serde_json::from_value::<FileHead>(value).unwrap().check();
    assert_eq!(head(file(&json!([]))), Ok(()));
    assert_eq!(
        head(json!({"format": "x", "version": 1})),
        Err(Unopened::NotAChatbot)
    );
    for version in [0, 2] {
        let other = json!({"format": "porchlight-chatbot", "version": version, "more": [1]});
        assert_eq!(head(other), Err(Unopened::OtherVersion { version }));
    }
    let of = |count: usize| {
        let steps: Vec<Value> = (0..count)
            .map(|_| json!({"type": "text", "message": "M"}))
            .collect();
        let read: ChatbotFile = serde_json::from_value(file(&json!(steps))).unwrap();
        read.check().map(|_| ())
    };
    assert_eq!(of(limit::STEPS), Ok(()));
    for count in [limit::STEPS + 1, 5_000] {
        assert_eq!(of(count), Err(Unopened::TooManySteps { count }));
    }
}

#[test]
fn what_no_file_says_is_not_passed_over() {
    for wrong in [
        json!([{"type": "text", "message": "M", "onlyIf": []}]),
        json!([{"type": "text", "message": 5}]),
        json!([{"message": "M"}]),
        json!([{"type": "text", "message": "M", "only_if": [{"step": -1, "answer": 1}]}]),
        json!("text"),
    ] {
        assert!(
            serde_json::from_value::<ChatbotFile>(file(&wrong)).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn a_file_is_called_after_its_chatbot() {
    let name = ChatbotFile::file_name;
    assert_eq!(name("Welcome Bot (copy)"), "Welcome-Bot-copy.chatbot.json");
    assert_eq!(name("../../É: \"x\""), "É-x.chatbot.json");
    assert_eq!(name("⟡"), "chatbot.chatbot.json");
    assert_eq!(name(&"n".repeat(500)).len(), 60 + ".chatbot.json".len());
}

proptest! {
    #[test]
    fn what_is_written_opens_as_the_same_chatbot_on_another_server(
        script in any_script(),
        picks in proptest::collection::vec((0usize..4, any::<bool>(), "\\PC{0,12}"), 12),
        name in "\\PC{0,20}",
    ) {
        let (here, there) = (Here::new(500), Here::new(900));
        let mut script = script;
        for (step, (pick, is_named, message)) in script.steps.iter_mut().zip(picks) {
            let known = here.expertises.iter().take(pick).map(|expertise| expertise.id).collect();
            step.message = message;
            match &mut step.kind {
                Kind::Forward { expertises } => *expertises = known,
                Kind::CreateTicket { team } => *team = is_named.then_some(here.apps[0].1.teams[0].id),
                Kind::CreateLead { team } => *team = is_named.then_some(here.apps[1].1.teams[0].id),
                Kind::CreateLeadAndForward { team, expertises } => {
                    *team = is_named.then_some(here.apps[1].1.teams[0].id);
                    *expertises = known;
                }
                Kind::Question { answers } if is_named => answers[0].link = Some("/prices".to_owned()),
                _ => {}
            }
        }
        // Each second text has other words in French.
        let mut french = ScriptTexts::default();
        for step in script.steps.iter().step_by(2) {
            french.messages.insert(step.id, format!("Étape {}", step.message));
            let answers = step.kind.answers().iter().skip(1).step_by(2);
            french.answers.extend(answers.map(|answer| (answer.id, format!("Réponse {}", answer.text))));
        }
        if !french.is_empty() {
            script.translations.insert("fr".to_owned(), french);
        }
        let draft = ChatbotDraft { name, script };
        let text = serde_json::to_string(&here.written(&draft)).unwrap();
        let opened = there.opened(serde_json::from_str(&text).unwrap());
        prop_assert!(opened.lacking.is_empty());
        prop_assert_eq!(&opened.draft.name, &draft.name);
        let mut carried = draft.script.clone();
        for step in &mut carried.steps {
            step.kind = here.carried(&step.kind, &there);
        }
        prop_assert_eq!(without_ids(&opened.draft.script), without_ids(&carried));
        prop_assert_eq!(without_ids(&opened.draft.script.clone().spoken("fr")), without_ids(&carried.spoken("fr")));
        // And from there it is the same file again.
        prop_assert_eq!(there.written(&opened.draft), here.written(&draft));
    }
}
