//! Chatbots: kept by administrators, walked through by visitors (spec 9).

use crate::mails::administrator;
use crate::stories;
use crate::world::{Visitor, World, new_client_id, new_token, start};
use domain::chatbot::{
    Answer, Chatbot, ChatbotDraft, Kind, LINES_END_AFTER_MS, Place, Script, ScriptTexts, Step,
    Value,
};
use domain::conversation::{Conversation, Outcome};
use domain::id::{AnswerId, ConsoleId, ExpertiseId, LineId, StepId};
use domain::limit;
use domain::message::{Author, Body};
use domain::presence::TYPING_FORGOTTEN_MS;
use domain::problem::Fault;
use domain::rule::{OperatorCondition, RuleChatbot, RuleDraft};
use domain::settings::TypedConversations;
use domain::time::DAY_MS;
use domain::user::User;
use domain::wire::visitor::{Button, End, FromVisitor, Restart, Say, Start, Typing, WidgetBot};
use domain::wire::{Accepted, Refusal};
use server::desk::{Job, Page, TokenHash, VisitorResume};
use server::error::Error;
use uuid::Uuid;

pub(crate) fn step(message: &str, kind: Kind) -> Step {
    Step {
        id: StepId(Uuid::now_v7()),
        message: message.to_owned(),
        kind,
        only_if: Vec::new(),
    }
}

fn question(message: &str, answers: &[&str]) -> Step {
    let answers = answers.iter().map(|text| Answer {
        id: AnswerId(Uuid::now_v7()),
        text: (*text).to_owned(),
        link: None,
    });
    step(
        message,
        Kind::Question {
            answers: answers.collect(),
        },
    )
}

fn forward(message: &str) -> Step {
    let expertises = Vec::new();
    step(message, Kind::Forward { expertises })
}

fn only_if(of: &Step, answer: usize, then: Step) -> Step {
    Step {
        only_if: vec![of.kind.answers()[answer].id],
        ..then
    }
}

/// Asks what is wanted; prices lead to an operator, or else to an address.
pub(crate) fn guide() -> Vec<Step> {
    let asks = question("What do you want?", &["Prices", "Nothing"]);
    vec![
        step("Hello", Kind::Text),
        asks.clone(),
        only_if(&asks, 0, forward("Here is somebody.")),
        only_if(&asks, 0, step("Where may we write?", Kind::Email)),
        only_if(&asks, 1, step("Then goodbye.", Kind::Text)),
    ]
}

fn draft(steps: Vec<Step>) -> ChatbotDraft {
    ChatbotDraft {
        name: "Guide".to_owned(),
        script: Script::from(steps),
    }
}

fn fault<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (String, Fault) {
    let Err(Error::Invalid(problems)) = outcome else {
        panic!("{outcome:?}")
    };
    (problems[0].field.clone(), problems[0].fault)
}

/// A chatbot that answers on every page.
pub(crate) async fn answers_everywhere(
    world: &World,
    chief: &User,
    steps: Vec<Step>,
    condition: OperatorCondition,
) -> Chatbot {
    let bot = world
        .desk()
        .make_chatbot(chief, draft(steps))
        .await
        .unwrap();
    let rule = RuleDraft {
        chatbot: Some(RuleChatbot {
            id: bot.id,
            condition,
        }),
        ..RuleDraft::default()
    };
    let channel = world.channel().await;
    world.desk().add_rule(chief, channel, rule).await.unwrap();
    bot
}

async fn shown(world: &World) -> Option<WidgetBot> {
    let page = Page {
        language: "en",
        ..Page::default()
    };
    let config = world
        .desk()
        .widget_config(world.channel().await, page)
        .await;
    config.unwrap().chatbot
}

fn first(bot: &WidgetBot, text: &str, choice: Option<AnswerId>) -> Start {
    Start {
        chatbot: Some(bot.shown),
        choice,
        ..start(text)
    }
}

/// A visitor who answers the welcome steps.
pub(crate) async fn begins(world: &World, text: &str, choice: Option<AnswerId>) -> Visitor {
    let bot = shown(world).await.unwrap();
    let token = new_token();
    let snapshot = world.start(token, first(&bot, text, choice)).await.unwrap();
    Visitor {
        token,
        conversation: snapshot.chat.conversation,
    }
}

pub(crate) async fn chooses(
    world: &World,
    visitor: Visitor,
    choice: AnswerId,
) -> Result<Accepted, Error> {
    let say = Say {
        conversation: visitor.conversation,
        client_id: new_client_id(),
        text: "what the button said".to_owned(),
        choice: Some(choice),
    };
    let desk = world.desk();
    let told = desk
        .visitor_frame(visitor.token, FromVisitor::Say(say))
        .await;
    Ok(told?.unwrap())
}

pub(crate) async fn restarts(world: &World, visitor: Visitor) -> Accepted {
    let restart = Restart {
        conversation: visitor.conversation,
        client_id: new_client_id(),
    };
    let desk = world.desk();
    let told = desk
        .visitor_frame(visitor.token, FromVisitor::Restart(restart))
        .await;
    told.unwrap().unwrap()
}

pub(crate) async fn as_it_is(world: &World, user: &User, visitor: Visitor) -> Conversation {
    let id = world.conversation_of(visitor).await;
    world.desk().inbox_row(user, id).await.unwrap().conversation
}

async fn place(world: &World, user: &User, visitor: Visitor) -> Place {
    as_it_is(world, user, visitor).await.bot.unwrap().run.place
}

pub(crate) async fn texts(world: &World, user: &User, visitor: Visitor) -> Vec<String> {
    let id = world.conversation_of(visitor).await;
    world.texts(user, id).await
}

async fn types(world: &World, visitor: Visitor, active: bool) {
    let typing = Typing {
        conversation: visitor.conversation,
        active,
    };
    let desk = world.desk();
    let told = desk
        .visitor_frame(visitor.token, FromVisitor::Typing(typing))
        .await;
    assert_eq!(told.unwrap(), None);
}

/// Whoever is there is there still.
async fn stays(world: &World, user: &User) {
    let (console, line) = (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()));
    world
        .desk()
        .console_opened(user, console, line)
        .await
        .unwrap();
}

stories! {
    async fn a_new_database_has_welcome_bot_which_answers_nowhere(world: &World) {
        let chief = administrator(world).await;
        let bots = world.desk().chatbots(&chief).await.unwrap();
        assert_eq!(bots.len(), 1);
        assert!(bots[0].name == "Welcome Bot" && bots[0].steps == 8);
        assert_eq!(shown(world).await, None);
        world.desk().delete_chatbot(&chief, bots[0].id).await.unwrap();
        drop(world.another_node().await);
        assert_eq!(world.desk().chatbots(&chief).await.unwrap(), []);
    }

    async fn a_chatbot_is_made_changed_copied_put_away_and_deleted(world: &World) {
        let (chief, desk) = (administrator(world).await, world.desk());
        let made = desk.make_chatbot(&chief, draft(guide())).await.unwrap();
        let renamed = ChatbotDraft { name: "Leader".to_owned(), ..draft(made.script.clone().steps) };
        let saved = desk.save_chatbot(&chief, made.id, made.version, renamed.clone()).await.unwrap();
        assert_eq!((saved.name.as_str(), saved.version), ("Leader", 2));
        let late = desk.save_chatbot(&chief, made.id, made.version, renamed).await;
        assert!(matches!(late, Err(Error::Conflict)));
        assert_eq!(desk.chatbot(&chief, made.id).await.unwrap(), saved);

        let copy = desk.duplicate_chatbot(&chief, made.id).await.unwrap();
        assert_eq!(copy.name, "Leader (copy)");
        let (of, own) = (&saved.script.steps, &copy.script.steps);
        assert!(of.iter().zip(own).all(|(one, other)| one.id != other.id && one.message == other.message));
        assert_eq!(own[2].only_if, [own[1].kind.answers()[0].id]);

        desk.archive_chatbot(&chief, copy.id, true).await.unwrap();
        assert!(desk.chatbot(&chief, copy.id).await.unwrap().is_archived);
        desk.archive_chatbot(&chief, copy.id, false).await.unwrap();
        desk.delete_chatbot(&chief, copy.id).await.unwrap();
        assert!(matches!(desk.chatbot(&chief, copy.id).await, Err(Error::NotFound)));
        assert!(matches!(desk.delete_chatbot(&chief, copy.id).await, Err(Error::NotFound)));
        let audit = desk.audit(10).await.unwrap();
        assert_eq!(audit.iter().filter(|(by, _)| *by == chief.name).count(), 6);
    }

    async fn each_tells_the_channels_whose_rules_name_it(world: &World) {
        let (chief, desk) = (administrator(world).await, world.desk());
        let bot = answers_everywhere(world, &chief, guide(), OperatorCondition::Always).await;
        let rule = RuleDraft {
            chatbot: Some(RuleChatbot { id: bot.id, condition: OperatorCondition::Always }),
            ..RuleDraft::default()
        };
        let website = world.channel().await;
        desk.add_rule(&chief, website, rule).await.unwrap();
        for card in desk.chatbots(&chief).await.unwrap() {
            let expected = if card.id == bot.id { vec![website] } else { Vec::new() };
            assert_eq!(card.channels, expected, "{}", card.name);
        }
    }

    async fn a_script_has_at_most_so_many_steps_made_or_saved(world: &World) {
        let chief = administrator(world).await;
        let of = |count: usize| draft((0..count).map(|_| step("M", Kind::Text)).collect());
        let too_many = Fault::TooMany { limit: limit::STEPS };
        for count in [limit::STEPS + 1, 5_000] {
            assert_eq!(fault(world.desk().make_chatbot(&chief, of(count)).await), ("steps".to_owned(), too_many));
        }
        let bot = world.desk().make_chatbot(&chief, of(limit::STEPS)).await.unwrap();
        let saved = world.desk().save_chatbot(&chief, bot.id, bot.version, of(5_000)).await;
        assert_eq!(fault(saved), ("steps".to_owned(), too_many));
        let kept = world.desk().chatbot_form(&chief, Some(bot.id)).await.unwrap();
        assert_eq!(kept.chatbot, Some(bot));
    }

    async fn there_are_at_most_so_many_chatbots(world: &World) {
        let (chief, limit) = (administrator(world).await, limit::CHATBOTS);
        for _ in 1..limit {
            world.desk().make_chatbot(&chief, draft(Vec::new())).await.unwrap();
        }
        let more = world.desk().make_chatbot(&chief, draft(Vec::new())).await;
        assert_eq!(fault(more), ("name".to_owned(), Fault::TooMany { limit }));
    }

    async fn a_copy_of_the_longest_name_still_has_one(world: &World) {
        let chief = administrator(world).await;
        let long = ChatbotDraft { name: "é".repeat(limit::NAME_CHARACTERS), ..draft(Vec::new()) };
        let made = world.desk().make_chatbot(&chief, long).await.unwrap();
        let copy = world.desk().duplicate_chatbot(&chief, made.id).await.unwrap();
        assert!(copy.name.ends_with("… (copy)") && copy.name.chars().count() == limit::NAME_CHARACTERS);
    }

    async fn only_administrators_keep_chatbots(world: &World) {
        let (chief, ben, desk) = (administrator(world).await, world.user("Ben").await, world.desk());
        let bot = desk.make_chatbot(&chief, draft(guide())).await.unwrap();
        assert!(matches!(desk.chatbots(&ben).await, Err(Error::Forbidden)));
        assert!(matches!(desk.chatbot(&ben, bot.id).await, Err(Error::Forbidden)));
        assert!(matches!(desk.make_chatbot(&ben, draft(guide())).await, Err(Error::Forbidden)));
        assert!(matches!(desk.save_chatbot(&ben, bot.id, 1, draft(guide())).await, Err(Error::Forbidden)));
        assert!(matches!(desk.duplicate_chatbot(&ben, bot.id).await, Err(Error::Forbidden)));
        assert!(matches!(desk.archive_chatbot(&ben, bot.id, true).await, Err(Error::Forbidden)));
        assert!(matches!(desk.delete_chatbot(&ben, bot.id).await, Err(Error::Forbidden)));
    }

    async fn a_chatbot_that_a_rule_names_is_not_deleted_and_a_rule_names_none_that_is_not_there(world: &World) {
        let (chief, desk) = (administrator(world).await, world.desk());
        let bot = answers_everywhere(world, &chief, guide(), OperatorCondition::Always).await;
        assert_eq!(fault(desk.delete_chatbot(&chief, bot.id).await), ("chatbot".to_owned(), Fault::InUse));
        let other = desk.make_chatbot(&chief, draft(guide())).await.unwrap();
        desk.delete_chatbot(&chief, other.id).await.unwrap();
        let chatbot = Some(RuleChatbot { id: other.id, condition: OperatorCondition::Always });
        let rule = RuleDraft { chatbot, ..RuleDraft::default() };
        let added = desk.add_rule(&chief, world.channel().await, rule).await;
        assert_eq!(fault(added), ("chatbot".to_owned(), Fault::Unknown));
    }

    async fn a_chatbot_shows_with_its_welcome_steps_unless_it_is_away_or_empty(world: &World) {
        let chief = administrator(world).await;
        let bot = answers_everywhere(world, &chief, guide(), OperatorCondition::OnlyIfNoOperator).await;
        let page = Page::default();
        let config = world.desk().widget_config(world.channel().await, page).await.unwrap();
        assert_eq!(config.button, Button::Shown);
        let says = config.chatbot.unwrap().says;
        assert_eq!(says.len(), 2);
        assert!(matches!(&says[1].1, Body::Question { answers, .. } if answers.len() == 2));
        world.desk().archive_chatbot(&chief, bot.id, true).await.unwrap();
        assert_eq!(shown(world).await, None);
        world.desk().archive_chatbot(&chief, bot.id, false).await.unwrap();
        let empty = world.desk().save_chatbot(&chief, bot.id, 1, draft(Vec::new())).await.unwrap();
        assert_eq!(shown(world).await, None);
        world.desk().save_chatbot(&chief, bot.id, empty.version, draft(guide())).await.unwrap();
        assert!(shown(world).await.is_some());
        // An operator who is there answers himself.
        world.operator("Ben").await;
        assert_eq!(shown(world).await, None);
    }

    async fn the_first_input_stores_the_welcome_steps_as_messages_of_the_bot(world: &World) {
        let chief = administrator(world).await;
        let steps = guide();
        let prices = steps[1].kind.answers()[0].id;
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        assert_eq!(world.desk().console_snapshot(&chief).await.unwrap().inbox.rows.len(), 0);
        let visitor = begins(world, "not what the button says", Some(prices)).await;
        let expected = ["Hello", "What do you want?", "Prices", "Where may we write?"];
        assert_eq!(texts(world, &chief, visitor).await, expected);
        let id = world.conversation_of(visitor).await;
        let messages = world.messages(&chief, id).await;
        assert_eq!(messages[0].author, Author::Bot("Guide".to_owned()));
        let snapshot = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        assert_eq!(snapshot.chat.unread(), 1, "what came before his own words he has seen");
        assert_eq!(snapshot.chat.bot.unwrap().name, "Guide");
        let row = world.desk().inbox_row(&chief, id).await.unwrap();
        assert_eq!(row.unread.len(), 1, "what the bot says nobody has to read");
        assert!(!row.waits_for(chief.id));
    }

    async fn a_chatbot_speaks_the_language_of_the_visitor_as_far_as_it_has_words(world: &World) {
        let (chief, desk) = (administrator(world).await, world.desk());
        let steps = guide();
        let (question, goodbye) = (steps[1].clone(), steps[4].id);
        let nothing = question.kind.answers()[1].id;
        let bot = answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let french = ScriptTexts {
            messages: [(question.id, "Que voulez-vous ?".to_owned()), (goodbye, "Alors au revoir.".to_owned())].into(),
            answers: [(nothing, "Rien".to_owned())].into(),
        };
        let mut script = bot.script.clone();
        script.translations.insert("fr".to_owned(), french);
        let translated = ChatbotDraft { name: bot.name.clone(), script };
        let saved = desk.save_chatbot(&chief, bot.id, bot.version, translated.clone()).await.unwrap();
        assert_eq!(saved.script, translated.script);

        let page = Page { language: "fr-CA", ..Page::default() };
        let shown = desk.widget_config(world.channel().await, page).await.unwrap().chatbot.unwrap();
        let expected = r#"{"text":"Que voulez-vous ?","answers":["#;
        assert!(serde_json::to_string(&shown.says[1].1).unwrap().contains(expected), "{:?}", shown.says);
        let token = new_token();
        let begun = Start { language: Some("fr_CA".to_owned()), ..first(&shown, "Nothing", Some(nothing)) };
        let conversation = world.start(token, begun).await.unwrap().chat.conversation;
        let visitor = Visitor { token, conversation };
        assert_eq!(texts(world, &chief, visitor).await, ["Hello", "Que voulez-vous ?", "Rien", "Alors au revoir."]);
        let id = world.conversation_of(visitor).await;
        let given = desk.chatbot_answers(&chief, id).await.unwrap();
        assert_eq!((given[0].asked.as_str(), given[0].said.as_str()), ("Que voulez-vous ?", "Rien"));
        restarts(world, visitor).await;
        let again = texts(world, &chief, visitor).await;
        assert_eq!(again.last().map(String::as_str), Some("Que voulez-vous ?"));

        let other = begins(world, "Nothing", Some(nothing)).await;
        assert_eq!(texts(world, &chief, other).await, ["Hello", "What do you want?", "Nothing", "Then goodbye."]);
    }

    async fn a_first_input_sent_again_begins_one_conversation(world: &World) {
        let chief = administrator(world).await;
        let steps = guide();
        let nothing = steps[1].kind.answers()[1].id;
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let bot = shown(world).await.unwrap();
        let (token, start) = (new_token(), first(&bot, "Nothing", Some(nothing)));
        let one = world.start(token, start.clone()).await.unwrap();
        let other = world.start(token, start).await.unwrap();
        assert_eq!(one.chat.conversation, other.chat.conversation);
        assert_eq!(one.chat.chat.messages, other.chat.chat.messages);
    }

    async fn a_forward_gives_the_conversation_to_an_operator_with_all_that_was_said(world: &World) {
        let chief = administrator(world).await;
        let steps = guide();
        let prices = steps[1].kind.answers()[0].id;
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let ben = world.operator("Ben").await;
        let visitor = begins(world, "Prices", Some(prices)).await;
        let expected = ["Hello", "What do you want?", "Prices", "Here is somebody."];
        assert_eq!(texts(world, &ben, visitor).await, expected);
        let conversation = as_it_is(world, &ben, visitor).await;
        assert!(conversation.has_operator(ben.id) && !conversation.is_with_bot());
        assert!(conversation.waits_since.is_some(), "he is to answer");
        let id = world.conversation_of(visitor).await;
        assert_eq!(world.desk().reasons(&ben, id).await.unwrap().len(), 1);
        let answers = world.desk().chatbot_answers(&ben, id).await.unwrap();
        let answers: Vec<(&str, &str)> = answers.iter().map(|given| (given.asked.as_str(), given.said.as_str())).collect();
        assert_eq!(answers, [("What do you want?", "Prices")]);
        // The bot says nothing more, and begins no more.
        world.says(visitor, "How much?").await.unwrap();
        assert_eq!(restarts(world, visitor).await.number, None);
        assert_eq!(texts(world, &ben, visitor).await.len(), 5);
    }

    async fn a_forward_asks_for_who_knows_and_the_conversation_keeps_what_it_asks_for(world: &World) {
        let chief = administrator(world).await;
        let billing = world.desk().add_expertise(&chief, "Billing").await.unwrap()[0].id;
        let gone = ExpertiseId(Uuid::now_v7());
        let mut steps = guide();
        let prices = steps[1].kind.answers()[0].id;
        steps[2].kind = Kind::Forward { expertises: vec![gone, billing] };
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let ben = world.operator("Ben").await;
        let visitor = begins(world, "Prices", Some(prices)).await;
        let conversation = as_it_is(world, &ben, visitor).await;
        assert_eq!(conversation.expertises, [billing]);
        assert!(conversation.has_operator(ben.id));
    }

    async fn a_forward_that_finds_nobody_goes_on_and_the_conversation_tells_so(world: &World) {
        let chief = administrator(world).await;
        let steps = guide();
        let prices = steps[1].kind.answers()[0].id;
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let visitor = begins(world, "Prices", Some(prices)).await;
        world.says(visitor, "ada@").await.unwrap();
        let last = texts(world, &chief, visitor).await.pop();
        assert_eq!(last.as_deref(), Some("'ada@' does not look like a valid email. Can you please try again?"));
        world.says(visitor, " Ada@Example.org ").await.unwrap();
        let conversation = as_it_is(world, &chief, visitor).await;
        assert!(!conversation.is_open());
        assert_eq!(conversation.outcome().unwrap().0, Outcome::NoOneAvailable);
        assert_eq!(conversation.email.as_deref(), Some("ada@example.org"));
        assert!(conversation.is_unanswered_mail());
        assert!(matches!(world.says(visitor, "Hello?").await, Err(Error::Refused(Refusal::Ended))));
    }

    async fn a_script_that_runs_its_course_is_a_success_and_can_begin_again(world: &World) {
        let chief = administrator(world).await;
        let steps = vec![step("Your number?", Kind::Phone)];
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let visitor = begins(world, "123", None).await;
        let conversation = as_it_is(world, &chief, visitor).await;
        assert_eq!(conversation.outcome().unwrap().0, Outcome::Success);
        let given = conversation.bot.unwrap().run.given;
        assert_eq!(given[0].value, Value::Phone("123".to_owned()));

        assert!(restarts(world, visitor).await.number.is_some());
        assert_eq!(restarts(world, visitor).await.number, None, "it has begun again already");
        let conversation = as_it_is(world, &chief, visitor).await;
        assert!(conversation.is_open() && conversation.bot.unwrap().run.given.is_empty());
        assert_eq!(texts(world, &chief, visitor).await, ["Your number?", "123", "Your number?"]);
        world.says(visitor, "456").await.unwrap();
        assert!(!as_it_is(world, &chief, visitor).await.is_open());
        world.assert_journal_is_whole().await;
    }

    async fn what_began_again_is_not_past_however_long_ago_it_ended(world: &World) {
        let chief = administrator(world).await;
        let steps = vec![step("Your number?", Kind::Phone)];
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let visitor = begins(world, "123", None).await;
        let id = world.conversation_of(visitor).await;
        let typed = TypedConversations { kept_days: "1".to_owned(), ..TypedConversations::default() };
        world.desk().save_conversation_settings(&chief, 0, &typed).await.unwrap();
        world.clock.advance(DAY_MS);
        restarts(world, visitor).await;
        assert!(world.desk().do_due_jobs().await.unwrap().contains(&Job::EraseThePast));
        assert!(world.desk().inbox_row(&chief, id).await.unwrap().conversation.is_open());
    }

    async fn a_dead_end_takes_words_and_begins_again_until_the_visitor_leaves(world: &World) {
        let chief = administrator(world).await;
        let steps = guide();
        let nothing = steps[1].kind.answers()[1].id;
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let visitor = begins(world, "Nothing", Some(nothing)).await;
        assert_eq!(place(world, &chief, visitor).await, Place::DeadEnd);
        world.says(visitor, "Still there?").await.unwrap();
        assert_eq!(texts(world, &chief, visitor).await.len(), 5);
        restarts(world, visitor).await;
        assert!(matches!(place(world, &chief, visitor).await, Place::Asks(_)));
        chooses(world, visitor, nothing).await.unwrap();
        let end = End { conversation: visitor.conversation, client_id: new_client_id() };
        world.desk().visitor_frame(visitor.token, FromVisitor::End(end)).await.unwrap();
        assert_eq!(restarts(world, visitor).await.number, None);
        assert!(!as_it_is(world, &chief, visitor).await.is_open());
    }

    async fn begun_again_a_forward_that_comes_first_looks_for_somebody_at_once(world: &World) {
        let chief = administrator(world).await;
        answers_everywhere(world, &chief, vec![forward("Here is somebody."), step("Nobody is there.", Kind::Text)], OperatorCondition::Always).await;
        let visitor = begins(world, "Hello", None).await;
        assert_eq!(texts(world, &chief, visitor).await, ["Hello", "Nobody is there."]);
        restarts(world, visitor).await;
        assert_eq!(texts(world, &chief, visitor).await.last().unwrap(), "Nobody is there.");
        let ben = world.operator("Ben").await;
        restarts(world, visitor).await;
        assert!(as_it_is(world, &ben, visitor).await.has_operator(ben.id));
        assert_eq!(restarts(world, visitor).await.number, None);
    }

    async fn an_answer_that_is_not_asked_for_is_a_message_like_any_other(world: &World) {
        let chief = administrator(world).await;
        let steps = vec![question("One?", &["A", "B"]), question("Two?", &["C"]), step("Three?", Kind::Phone)];
        let (a, b, c) = (steps[0].kind.answers()[0].id, steps[0].kind.answers()[1].id, steps[1].kind.answers()[0].id);
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        // Of another step, and of none.
        let visitor = begins(world, "C", Some(c)).await;
        chooses(world, visitor, AnswerId(Uuid::now_v7())).await.unwrap();
        assert_eq!(texts(world, &chief, visitor).await, ["One?", "C", "what the button said"]);
        chooses(world, visitor, a).await.unwrap();
        // Two tabs at one instant: the second finds the question answered.
        chooses(world, visitor, b).await.unwrap();
        let conversation = as_it_is(world, &chief, visitor).await;
        let given = conversation.bot.unwrap().run.given;
        assert_eq!(given.iter().map(|given| &given.value).collect::<Vec<_>>(), [&Value::Answer(a)]);
        let said = texts(world, &chief, visitor).await;
        assert_eq!(said[3..], ["A", "Two?", "what the button said"]);
    }

    async fn an_answer_that_comes_after_the_end_changes_nothing(world: &World) {
        let chief = administrator(world).await;
        let asks = question("One?", &["A", "B"]);
        let (a, b) = (asks.kind.answers()[0].id, asks.kind.answers()[1].id);
        let steps = vec![asks.clone(), only_if(&asks, 1, step("Goodbye.", Kind::Text))];
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let over = begins(world, "A", Some(a)).await;
        for answer in [a, b] {
            let late = chooses(world, over, answer).await;
            assert!(matches!(late, Err(Error::Refused(Refusal::Ended))), "{late:?}");
        }
        assert_eq!(texts(world, &chief, over).await, ["One?", "A"]);
        assert_eq!(place(world, &chief, over).await, Place::Over);
        // Where nothing comes any more but nobody has left, it is said like anything else.
        let dead = begins(world, "B", Some(b)).await;
        chooses(world, dead, a).await.unwrap();
        assert_eq!(texts(world, &chief, dead).await, ["One?", "B", "Goodbye.", "what the button said"]);
        assert_eq!(place(world, &chief, dead).await, Place::DeadEnd);
    }

    async fn several_lines_end_ten_seconds_after_the_last_unless_somebody_types(world: &World) {
        let chief = administrator(world).await;
        let steps = vec![step("Tell me", Kind::FreeInputLines), step("Your number?", Kind::Phone)];
        let lines = steps[0].id;
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let visitor = begins(world, "one", None).await;
        let pass = async |ms| {
            world.clock.advance(ms);
            world.desk().do_due_jobs().await.unwrap();
            place(world, &chief, visitor).await
        };
        assert_eq!(pass(LINES_END_AFTER_MS - 1).await, Place::Gathers(lines));
        world.says(visitor, "two").await.unwrap();
        assert_eq!(pass(LINES_END_AFTER_MS - 1).await, Place::Gathers(lines));
        types(world, visitor, true).await;
        assert_eq!(pass(TYPING_FORGOTTEN_MS - 1).await, Place::Gathers(lines));
        types(world, visitor, false).await;
        assert_eq!(pass(LINES_END_AFTER_MS - 1).await, Place::Gathers(lines));
        // Whoever is there then does it: what is to be done stands in the database.
        let Place::Waits(_) = pass(1_001).await else { panic!() };
        let given = as_it_is(world, &chief, visitor).await.bot.unwrap().run.given;
        assert_eq!(given[0].value, Value::Words("one\ntwo".to_owned()));
        assert_eq!(texts(world, &chief, visitor).await, ["Tell me", "one", "two", "Your number?"]);
    }

    async fn who_has_begun_finishes_the_script_that_he_began(world: &World) {
        let chief = administrator(world).await;
        let steps = guide();
        let prices = steps[1].kind.answers()[0].id;
        let bot = answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let before = shown(world).await.unwrap();
        let visitor = begins(world, "hello", None).await;
        let other = ChatbotDraft { name: "Other".to_owned(), ..draft(vec![step("Number?", Kind::Phone)]) };
        world.desk().save_chatbot(&chief, bot.id, bot.version, other).await.unwrap();
        chooses(world, visitor, prices).await.unwrap();
        assert_eq!(texts(world, &chief, visitor).await.last().unwrap(), "Where may we write?");
        // A page that was open before shows the former script, and begins with it.
        let late = world.start(new_token(), first(&before, "Prices", Some(prices))).await.unwrap();
        assert_eq!(late.chat.chat.messages.len(), 4);
        assert_eq!(shown(world).await.unwrap().says.len(), 1);
    }

    async fn a_bot_that_was_put_away_goes_on_with_who_saw_it_before(world: &World) {
        let chief = administrator(world).await;
        let steps = guide();
        let nothing = steps[1].kind.answers()[1].id;
        let bot = answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let before = shown(world).await.unwrap();
        world.desk().archive_chatbot(&chief, bot.id, true).await.unwrap();
        assert_eq!(shown(world).await, None);
        let late = world.start(new_token(), first(&before, "Nothing", Some(nothing))).await.unwrap();
        assert!(late.chat.bot.is_some());
        let said: Vec<_> = late.chat.chat.messages.iter().map(|message| message.body.text()).collect();
        assert_eq!(said, [Some("Hello"), Some("What do you want?"), Some("Nothing"), Some("Then goodbye.")]);
    }

    async fn words_are_not_lost_if_the_bot_that_was_shown_answers_no_more(world: &World) {
        let chief = administrator(world).await;
        let bot = answers_everywhere(world, &chief, guide(), OperatorCondition::Always).await;
        let before = shown(world).await.unwrap();
        let channel = world.channel().await;
        let rule = world.desk().channel_form(&chief, channel).await.unwrap().rules[0].id;
        world.desk().remove_rule(&chief, channel, rule).await.unwrap();
        world.desk().delete_chatbot(&chief, bot.id).await.unwrap();
        let refused = world.start(new_token(), first(&before, "Prices", None)).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NobodyAvailable))));
        let ben = world.operator("Ben").await;
        let token: TokenHash = new_token();
        let talks = world.start(token, first(&before, "Prices", None)).await.unwrap();
        assert_eq!(talks.chat.operators, [ben.public_name().to_owned()]);
        assert_eq!(talks.chat.bot, None);
    }

    async fn an_operator_who_comes_by_himself_takes_over(world: &World) {
        let chief = administrator(world).await;
        answers_everywhere(world, &chief, guide(), OperatorCondition::Always).await;
        let visitor = begins(world, "hello", None).await;
        let ben = world.operator("Ben").await;
        let id = world.conversation_of(visitor).await;
        world.answers(&ben, id, "May I?").await.unwrap();
        assert_eq!(place(world, &ben, visitor).await, Place::Forwarded);
        world.says(visitor, "Please").await.unwrap();
        assert_eq!(texts(world, &ben, visitor).await.last().unwrap(), "Please");
        stays(world, &ben).await;
    }

    async fn what_only_a_bot_was_in_ends_after_a_day(world: &World) {
        let chief = administrator(world).await;
        answers_everywhere(world, &chief, guide(), OperatorCondition::Always).await;
        let visitor = begins(world, "hello", None).await;
        world.clock.advance(DAY_MS);
        world.desk().do_due_jobs().await.unwrap();
        let conversation = as_it_is(world, &chief, visitor).await;
        assert_eq!(conversation.outcome().unwrap().0, Outcome::Success);
        assert!(world.desk().do_due_jobs().await.unwrap().iter().all(|job| *job != Job::EndTheIdle));
    }

    async fn events_bring_a_visitor_to_where_a_snapshot_would(world: &World) {
        let chief = administrator(world).await;
        let steps = guide();
        let (prices, nothing) = (steps[1].kind.answers()[0].id, steps[1].kind.answers()[1].id);
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let visitor = begins(world, "hello", None).await;
        let desk = world.desk();
        let before = desk.visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        let console = desk.console_snapshot(&chief).await.unwrap();
        chooses(world, visitor, nothing).await.unwrap();
        restarts(world, visitor).await;
        chooses(world, visitor, prices).await.unwrap();
        world.says(visitor, "ada@example.org").await.unwrap();
        let resumed = desk.visitor_resume(visitor.token, visitor.conversation, before.cursor).await.unwrap();
        let VisitorResume::Events(events) = resumed else { panic!() };
        let mut chat = before.chat;
        for event in &events.events {
            chat.apply(event);
        }
        let mut after = desk.visitor_snapshot(visitor.token, visitor.conversation).await.unwrap().chat;
        after.chat.position = chat.chat.position;
        assert_eq!(chat, after);
        let mut inbox = console.inbox;
        for entry in desk.entries_after(console.cursor.position, 1_000).await.unwrap() {
            inbox.apply(entry.event().unwrap());
        }
        let id = world.conversation_of(visitor).await;
        assert_eq!(inbox.row(id).unwrap().conversation, as_it_is(world, &chief, visitor).await);
        world.assert_journal_is_whole().await;
    }
}
