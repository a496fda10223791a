//! Messages left while nobody is there, and their answers by e-mail (spec 4.7).

use crate::mails::{administrator, mail_server};
use crate::smtp::Mood;
use crate::stories;
use crate::world::{World, new_client_id, new_token, refusal};
use domain::channel::{Draft, Options, WhenNobody};
use domain::conversation::Outcome;
use domain::country::Country;
use domain::limit;
use domain::message::Body;
use domain::user::User;
use domain::wire::Refusal;
use domain::wire::console::{FromConsole, Say};
use domain::wire::visitor::LeftMessage;
use server::desk::Page;

pub(crate) fn left(text: &str) -> LeftMessage {
    LeftMessage {
        channel: "website".to_owned(),
        client_id: new_client_id(),
        name: " Ada L. ".to_owned(),
        email: "ada@example.org".to_owned(),
        text: text.to_owned(),
        page: Some("https://shop.example/tea".to_owned()),
        language: Some("fr".to_owned()),
        time_zone: Some("America/Toronto".to_owned()),
    }
}

/// The channel takes messages from now on.
pub(crate) async fn takes_messages(world: &World, chief: &User) {
    let channel = world.channel().await;
    let form = world.desk().channel_form(chief, channel).await.unwrap();
    let mut draft = Draft::from(&form.channel);
    draft.options = Options {
        when_nobody: WhenNobody::LeaveAMessage,
        ..draft.options
    };
    let saved = world
        .desk()
        .save_channel(chief, channel, form.channel.version, draft);
    saved.await.unwrap();
}

stories! {
    async fn a_button_shows_while_nobody_is_there_if_the_channel_takes_messages(world: &World) {
        let chief = administrator(world).await;
        let config = async || world.desk().widget_config(world.channel().await, Page::default()).await.unwrap();
        assert_eq!(config().await.button, domain::wire::visitor::Button::Hidden);
        takes_messages(world, &chief).await;
        let away = config().await;
        assert!(away.takes_messages && away.operator.is_none());
        assert_eq!(away.button, domain::wire::visitor::Button::Shown);
        world.operator("Bea").await;
        assert!(!config().await.takes_messages);
    }

    async fn what_was_left_waits_for_everybody_until_somebody_answers_by_mail(world: &World) {
        let chief = administrator(world).await;
        takes_messages(world, &chief).await;
        let ben = world.user("Ben").await;
        let server = mail_server(world, &chief, Mood::Takes).await;
        let (token, message) = (new_token(), left("Do you ship to Norway?"));
        let norway = Country::parse("NO");
        world.desk().leave_message(token, message.clone(), norway).await.unwrap();
        world.desk().leave_message(token, message, norway).await.unwrap();
        let inbox = world.desk().console_snapshot(&ben).await.unwrap().inbox;
        let [row] = inbox.rows.as_slice() else { panic!("{inbox:?}") };
        assert!(row.waits_for(ben.id));
        let conversation = row.conversation.clone();
        assert_eq!(conversation.visitor_name, "Ada L.");
        assert_eq!((conversation.email.as_deref(), conversation.country), (Some("ada@example.org"), norway));
        assert_eq!(conversation.outcome().map(|(outcome, _)| outcome), Some(Outcome::NoOneAvailable));

        let answer = FromConsole::Mail(Say { conversation: conversation.id, client_id: new_client_id(), text: "We do.\nGladly.".to_owned() });
        world.desk().console_frame(&ben, answer.clone()).await.unwrap();
        world.desk().console_frame(&ben, answer).await.unwrap();
        let last = world.messages(&ben, conversation.id).await.pop().unwrap();
        assert_eq!((last.body, last.author.is_user(ben.id)), (Body::Email("We do.\nGladly.".to_owned()), true));
        let row = world.desk().inbox_row(&chief, conversation.id).await.unwrap();
        assert!(!row.conversation.is_unanswered_mail());
        assert_eq!(row.conversation.outcome().map(|(outcome, _)| outcome), Some(Outcome::NoOneAvailable));
        while world.desk().send_due_mails().await.unwrap() > 0 {}
        let letters = server.letters_when(1).await;
        assert_eq!((letters.len(), letters[0].to.as_str()), (1, "ada@example.org"));
        for part in ["Ben de Porchlight vous", "Do you ship to Norway?", "We do."] {
            assert!(letters[0].content.contains(part), "{part}: {}", letters[0].content);
        }
        world.assert_journal_is_whole().await;
    }

    async fn nothing_is_left_where_it_is_not_wanted_or_cannot_be_answered(world: &World) {
        let chief = administrator(world).await;
        let leave = async |message| world.desk().leave_message(new_token(), message, None).await;
        assert_eq!(refusal(leave(left("Hello")).await), Refusal::NobodyAvailable);
        takes_messages(world, &chief).await;
        let with = |email: &str, name: &str, text: &str| LeftMessage {
            email: email.to_owned(),
            name: name.to_owned(),
            ..left(text)
        };
        let long_name = "n".repeat(limit::NAME_CHARACTERS + 1);
        let long_text = "t".repeat(limit::MESSAGE_CHARACTERS + 1);
        let table = [
            (with("ada", "Ada", "Hello"), Refusal::NotAnEmail),
            (with("", "Ada", "Hello"), Refusal::NotAnEmail),
            (with("a@b.example\nBcc: c@d.example", "Ada", "Hello"), Refusal::NotAnEmail),
            (with("ada@example.org", "Ada", " "), Refusal::Empty),
            (with("ada@example.org", "Ada", &long_text), Refusal::TooLong),
            (with("ada@example.org", &long_name, "Hello"), Refusal::TooLong),
        ];
        for (message, expected) in table {
            assert_eq!(refusal(leave(message.clone()).await), expected, "{message:?}");
        }
        assert_eq!(world.desk().console_snapshot(&chief).await.unwrap().inbox.rows, []);
        leave(with("ada@example.org", &long_name[1..], &long_text[1..])).await.unwrap();
        leave(with("ada@example.org", "", "Hello")).await.unwrap();
        let rows = world.desk().console_snapshot(&chief).await.unwrap().inbox.rows;
        assert!(rows.iter().any(|row| row.conversation.visitor_name == "Visitor 2"), "{rows:?}");
    }

    async fn an_answer_needs_a_mail_server_and_an_address(world: &World) {
        let chief = administrator(world).await;
        takes_messages(world, &chief).await;
        world.desk().leave_message(new_token(), left("Hello"), None).await.unwrap();
        let inbox = world.desk().console_snapshot(&chief).await.unwrap().inbox;
        let conversation = inbox.rows[0].conversation.id;
        let mail = |conversation| FromConsole::Mail(Say { conversation, client_id: new_client_id(), text: "Hi".to_owned() });
        let does = async |frame| world.desk().console_frame(&chief, frame).await;
        assert_eq!(refusal(does(mail(conversation)).await), Refusal::NoMailServer);
        mail_server(world, &chief, Mood::Takes).await;
        world.operator("Bea").await;
        let open = world.conversation_of(world.visitor("Hello").await).await;
        assert_eq!(refusal(does(mail(open)).await), Refusal::Open);
        does(mail(conversation)).await.unwrap();
    }
}
