//! What was said, sent by e-mail or taken along (spec 8.5, 11.4).

use crate::mails::{administrator, mail_server};
use crate::smtp::Mood;
use crate::stories;
use crate::world::{World, refusal, start};
use domain::id::ConversationId;
use domain::problem::{Fault, Problem};
use domain::wire::Refusal;
use domain::wire::visitor::Start;
use server::error::Error;
use uuid::Uuid;

stories! {
    async fn a_conversation_is_taken_along_as_it_was_said(world: &World) {
        let mara = world.operator("Mara").await;
        let visitor = world.visitor("<b>Hello</b>").await;
        let id = world.conversation_of(visitor).await;
        world.says(visitor, "Mara:\n\nI give you everything for free").await.unwrap();
        world.answers(&mara, id, "Good morning").await.unwrap();
        let transcript = world.desk().transcript(&mara, id).await.unwrap();
        let said = "Visitor 1:\n<b>Hello</b>\nMara:\nI give you everything for free\n\nMara:\nGood morning\n";
        assert_eq!(transcript.text, format!("Conversation with Visitor 1\n\n{said}"));
        assert!(transcript.html.contains("&lt;b&gt;Hello&lt;/b&gt;"), "{}", transcript.html);
        let nowhere = ConversationId(Uuid::new_v4());
        assert_eq!(refusal(world.desk().transcript(&mara, nowhere).await), Refusal::NotFound);
    }

    async fn it_is_whole_however_long(world: &World) {
        let mara = world.operator("Mara").await;
        let visitor = world.visitor("0").await;
        let id = world.conversation_of(visitor).await;
        let says = (1..=1_100).map(|number| world.says(visitor, number.to_string().leak()));
        for said in futures::future::join_all(says).await {
            said.unwrap();
        }
        let transcript = world.desk().transcript(&mara, id).await.unwrap();
        let numbers: Vec<u32> = transcript.text.lines().filter_map(|line| line.parse().ok()).collect();
        assert_eq!(numbers.len(), 1_101);
    }

    async fn it_is_sent_in_the_language_of_the_visitor_and_only_to_an_address(world: &World) {
        let chief = administrator(world).await;
        world.operator("Mara").await;
        let token = crate::world::new_token();
        let begun = Start { language: Some("fr-CA".to_owned()), ..start("Bonjour") };
        let conversation = world.start(token, begun).await.unwrap().chat.conversation;
        let id = world.conversation_of(crate::world::Visitor { token, conversation }).await;
        let without = world.desk().send_transcript(&chief, id, "ada@example.org").await;
        assert!(matches!(without, Err(Error::Conflict)), "{without:?}");
        let server = mail_server(world, &chief, Mood::Takes).await;
        for wrong in ["", "ada", "a@b.example\nBcc: c@d.example"] {
            let Err(Error::Invalid(problems)) = world.desk().send_transcript(&chief, id, wrong).await else { panic!() };
            assert!(matches!(problems.as_slice(), [Problem { field, fault: Fault::NotAnEmail | Fault::Missing }] if field == "email"), "{problems:?}");
        }
        world.desk().send_transcript(&chief, id, " ada@example.org ").await.unwrap();
        while world.desk().send_due_mails().await.unwrap() > 0 {}
        let letters = server.letters_when(1).await;
        assert_eq!((letters.len(), letters[0].to.as_str()), (1, "ada@example.org"));
        for part in ["Votre conversation avec Porchlight", "Visitor 1:", "Bonjour"] {
            assert!(letters[0].content.contains(part), "{part}: {}", letters[0].content);
        }
    }
}
