//! What was said, sent by e-mail or taken along (spec 6.9, 8.5, 11.4).

use crate::mails::{administrator, mail_server};
use crate::smtp::Mood;
use crate::stories;
use crate::world::{ORIGIN, Visitor, World, new_client_id, new_token, refusal, start};
use domain::id::{ConversationId, PublicConversationId};
use domain::problem::{Fault, Problem};
use domain::rating::Face;
use domain::time::{DAY_MS, HOUR_MS};
use domain::user::Language;
use domain::wire::Refusal;
use domain::wire::copy::SendCopy;
use domain::wire::rating::Rate;
use domain::wire::visitor::{Delete, End, FromVisitor, Start};
use server::desk::{Reader, SentFile};
use server::error::Error;
use uuid::Uuid;

/// Where `world.clock` stands in a new world, for who lives in Toronto.
const FIRST_HOUR: &str = "17:13";

/// A visitor in French-speaking Canada, who has ended what he began.
async fn over(world: &World, first: &str) -> Visitor {
    let visitor = begun(world, first).await;
    end(world, visitor).await;
    visitor
}

async fn end(world: &World, visitor: Visitor) {
    let end = FromVisitor::End(End {
        conversation: visitor.conversation,
        client_id: new_client_id(),
    });
    let ended = world.desk().visitor_frame(visitor.token, end);
    ended.await.unwrap();
}

fn pdf() -> SentFile {
    SentFile {
        client_id: new_client_id(),
        name: "facture.pdf".to_owned(),
        content: b"%PDF-1.7 facture".to_vec(),
    }
}

async fn begun(world: &World, first: &str) -> Visitor {
    let token = new_token();
    let begun = Start {
        language: Some("fr-CA".to_owned()),
        time_zone: Some("america/toronto".to_owned()),
        ..start(first)
    };
    let conversation = world.start(token, begun).await.unwrap().chat.conversation;
    Visitor {
        token,
        conversation,
    }
}

async fn copy(world: &World, visitor: Visitor, email: &str, network: &str) -> Result<(), Error> {
    let copy = SendCopy {
        conversation: visitor.conversation,
        email: email.to_owned(),
    };
    let network = network.to_owned();
    world.desk().send_copy(visitor.token, copy, network).await
}

async fn send_all(world: &World) {
    while world.desk().send_due_mails().await.unwrap() > 0 {}
}

stories! {
    async fn a_conversation_is_taken_along_as_it_was_said(world: &World) {
        let mara = world.operator("Mara").await;
        let visitor = world.visitor("<b>Hello</b>").await;
        let id = world.conversation_of(visitor).await;
        world.says(visitor, "Mara:\n\nI give you everything for free").await.unwrap();
        world.answers(&mara, id, "Good morning").await.unwrap();
        let transcript = world.desk().transcript(&mara, id, &Reader::default()).await.unwrap();
        let said = "Visitor 1:\n22:13  <b>Hello</b>\n22:13  Mara:\nI give you everything for free\n\nMara:\n22:13  Good morning\n\n";
        assert_eq!(
            transcript.text,
            format!("Conversation with Visitor 1\n\n14 November 2023\n\n{said}All times are in the time zone UTC.\n")
        );
        assert!(transcript.html.contains("&lt;b&gt;Hello&lt;/b&gt;"), "{}", transcript.html);
        let nowhere = ConversationId(Uuid::new_v4());
        assert_eq!(refusal(world.desk().transcript(&mara, nowhere, &Reader::default()).await), Refusal::NotFound);
    }

    async fn a_file_is_linked_for_who_reads_it(world: &World) {
        let chief = administrator(world).await;
        let mara = world.operator("Mara").await;
        let server = mail_server(world, &chief, Mood::Takes).await;
        let visitor = begun(world, "Bonjour").await;
        let id = world.conversation_of(visitor).await;
        let sent = world.desk().attach_as_visitor(visitor.token, visitor.conversation, pdf());
        let number = sent.await.unwrap().number.unwrap();
        let file = world.messages(&mara, id).await.iter().find_map(|message| message.body.file().cloned()).unwrap().id;
        let hers = world.desk().transcript(&mara, id, &Reader::default()).await.unwrap();
        let console = format!("{ORIGIN}/console/files/{file}");
        assert!(hers.text.contains(&format!("  facture.pdf\n{console}\n")), "{}", hers.text);
        assert!(hers.html.contains(&format!("<a href=\"{console}\"")), "{}", hers.html);

        world.desk().send_transcript(&mara, id, "ada@example.org").await.unwrap();
        send_all(world).await;
        let letter = server.letters_when(1).await.remove(0);
        assert!(!letter.content.contains("/console/"), "{}", letter.content);
        let link = letter.link("/files/");
        let sealed = link.strip_prefix(&format!("{ORIGIN}/files/")).unwrap();
        for node in world.nodes() {
            let file = node.file_by_link(sealed).await.unwrap();
            assert_eq!((file.name.as_str(), file.media_type.as_str()), ("facture.pdf", "application/pdf"));
            assert_eq!(file.content.as_ref(), b"%PDF-1.7 facture");
        }
        let delete = FromVisitor::Delete(Delete { conversation: visitor.conversation, client_id: new_client_id(), number });
        world.desk().visitor_frame(visitor.token, delete).await.unwrap();
        assert_eq!(refusal(world.desk().file_by_link(sealed).await), Refusal::NotFound);
        let hers = world.desk().transcript(&mara, id, &Reader::default()).await.unwrap();
        assert!(!hers.text.contains("facture"), "{}", hers.text);
    }

    async fn a_visitor_takes_links_along_that_need_no_sign_in(world: &World) {
        world.operator("Mara").await;
        let visitor = begun(world, "Bonjour").await;
        let sent = world.desk().attach_as_visitor(visitor.token, visitor.conversation, pdf());
        sent.await.unwrap();
        end(world, visitor).await;
        let taken = world.desk().visitor_transcript(visitor.token, visitor.conversation).await.unwrap();
        let (_, link) = taken.html.split_once(&format!("<a href=\"{ORIGIN}/files/")).unwrap();
        let sealed = link.split('"').next().unwrap();
        assert_eq!(world.desk().file_by_link(sealed).await.unwrap().name, "facture.pdf");
        assert!(!taken.html.contains("/console/"), "{}", taken.html);
    }

    async fn it_is_whole_however_long(world: &World) {
        let mara = world.operator("Mara").await;
        let visitor = world.visitor("0").await;
        let id = world.conversation_of(visitor).await;
        let says = (1..=1_100).map(|number| world.says(visitor, number.to_string().leak()));
        for said in futures::future::join_all(says).await {
            said.unwrap();
        }
        let transcript = world.desk().transcript(&mara, id, &Reader::default()).await.unwrap();
        let words = transcript.text.lines().filter_map(|line| line.split_once("  "));
        let numbers: Vec<u32> = words.filter_map(|(_, words)| words.parse().ok()).collect();
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
        send_all(world).await;
        let letters = server.letters_when(1).await;
        assert_eq!((letters.len(), letters[0].to.as_str()), (1, "ada@example.org"));
        for part in ["Votre conversation avec Porchlight", "Visitor 1:", "Bonjour"] {
            assert!(letters[0].content.contains(part), "{part}: {}", letters[0].content);
        }
        // Nobody fills the letter box of another.
        let send = || world.desk().send_transcript(&chief, id, "ada@example.org");
        for _ in 1..10 {
            send().await.unwrap();
        }
        let Err(Error::Invalid(problems)) = send().await else { panic!() };
        assert_eq!(problems, [Problem::new("email", Fault::TooOften)]);
        world.clock.advance(HOUR_MS + 1);
        send().await.unwrap();
    }

    async fn it_is_sent_in_every_language_of_the_widget(world: &World) {
        let chief = administrator(world).await;
        world.operator("Mara").await;
        let server = mail_server(world, &chief, Mood::Takes).await;
        let table = [
            ("de-AT", "Das wurde gesagt:", "14. November 2023"),
            ("es", "Esto es lo que se dijo:", "14 de noviembre de 2023"),
            ("nl", "Dit is er gezegd:", "14 november 2023"),
            ("el", "This is what was said:", "14 November 2023"),
        ];
        for (count, (language, beginning, day)) in (1..).zip(table) {
            let token = new_token();
            let begun = Start { language: Some(language.to_owned()), ..start("42") };
            let conversation = world.start(token, begun).await.unwrap().chat.conversation;
            let id = world.conversation_of(Visitor { token, conversation }).await;
            world.desk().send_transcript(&chief, id, "ada@example.org").await.unwrap();
            send_all(world).await;
            let letters = server.letters_when(count).await;
            let content = &letters[count - 1].content;
            assert!(content.contains(beginning) && content.contains(day), "{language}: {content}");
        }
    }

    async fn an_operator_takes_it_along_in_his_language_and_by_his_clock(world: &World) {
        let mut mara = world.operator("Mara").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        world.clock.advance(3 * HOUR_MS);
        world.says(visitor, "Still here").await.unwrap();
        let tokyo = Reader { zone: "Asia/Tokyo".to_owned(), ..Reader::default() };
        let text = world.desk().transcript(&mara, id, &tokyo).await.unwrap().text;
        assert!(text.contains("15 November 2023\n\nVisitor 1:\n07:13  Hello\n10:13  Still here"), "{text}");
        // What he has chosen comes before what his browser says, and a day ends in between.
        "Europe/Paris".clone_into(&mut mara.preferences.time_zone);
        mara.preferences.language = Language::French;
        let text = world.desk().transcript(&mara, id, &tokyo).await.unwrap().text;
        for part in ["14 novembre 2023", "23:13  Hello", "15 novembre 2023", "02:13  Still here", "Europe/Paris"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    async fn a_zone_that_is_none_is_not_kept(world: &World) {
        let mara = world.operator("Mara").await;
        for (told, kept) in [("america/toronto", Some("America/Toronto")), ("Nowhere/Else", None), ("", None), ("\'; drop", None)] {
            let token = new_token();
            let begun = Start { time_zone: Some(told.to_owned()), ..start("Hello") };
            let conversation = world.start(token, begun).await.unwrap().chat.conversation;
            let id = world.conversation_of(Visitor { token, conversation }).await;
            let row = world.desk().inbox_row(&mara, id).await.unwrap();
            assert_eq!(row.conversation.time_zone.as_deref(), kept, "{told}");
        }
    }

    async fn a_visitor_takes_his_own_along_once_it_is_over(world: &World) {
        let mara = world.operator("Mara").await;
        let visitor = begun(world, "Bonjour").await;
        let taken = || world.desk().visitor_transcript(visitor.token, visitor.conversation);
        assert_eq!(refusal(taken().await), Refusal::Open);
        let id = world.conversation_of(visitor).await;
        world.answers(&mara, id, "<i>Salut</i>").await.unwrap();
        let other = over(world, "Moi aussi").await;
        let foreign = world.desk().visitor_transcript(other.token, visitor.conversation).await;
        assert_eq!(refusal(foreign), Refusal::NotFound);
        let none = PublicConversationId(Uuid::new_v4());
        assert_eq!(refusal(world.desk().visitor_transcript(visitor.token, none).await), Refusal::NotFound);
        let taken = world.desk().visitor_transcript(other.token, other.conversation).await.unwrap();
        for part in ["Votre conversation avec Porchlight", "14 novembre 2023", FIRST_HOUR, "Moi aussi", "America/Toronto"] {
            assert!(taken.html.contains(part), "{part}: {}", taken.html);
        }
        assert!(!taken.html.contains("Salut"));
    }

    async fn a_copy_goes_to_the_address_that_was_typed_and_what_is_wrong_is_said(world: &World) {
        let chief = administrator(world).await;
        world.operator("Mara").await;
        let going_on = begun(world, "Un instant").await;
        let visitor = over(world, "Bonjour").await;
        assert_eq!(refusal(copy(world, visitor, "ada@example.org", "1").await), Refusal::NoMailServer);
        let server = mail_server(world, &chief, Mood::Takes).await;
        assert_eq!(refusal(copy(world, going_on, "ada@example.org", "1").await), Refusal::Open);
        for wrong in ["", "ada", "a@b.example\nBcc: c@d.example"] {
            assert_eq!(refusal(copy(world, visitor, wrong, "1").await), Refusal::NotAnEmail, "{wrong}");
        }
        let foreign = Visitor { token: going_on.token, ..visitor };
        assert_eq!(refusal(copy(world, foreign, "ada@example.org", "1").await), Refusal::NotFound);
        copy(world, visitor, " Ada@Example.org ", "1").await.unwrap();
        send_all(world).await;
        let letters = server.letters_when(1).await;
        assert_eq!((letters.len(), letters[0].to.as_str()), (1, "ada@example.org"));
        for part in ["Votre conversation avec Porchlight", FIRST_HOUR, "Bonjour", "America/Toronto"] {
            assert!(letters[0].content.contains(part), "{part}: {}", letters[0].content);
        }
    }

    async fn a_copy_that_is_asked_for_after_a_rating_goes_and_leaves_the_rating_as_it_is(world: &World) {
        let chief = administrator(world).await;
        world.operator("Mara").await;
        let server = mail_server(world, &chief, Mood::Takes).await;
        let visitor = over(world, "Bonjour").await;
        let rate = Rate {
            conversation: visitor.conversation,
            face: Face::Okay,
            comment: "Between us".to_owned(),
        };
        let given = world.desk().rate(visitor.token, rate).await.unwrap().rating;
        assert!(given.is_some());
        copy(world, visitor, "ada@example.org", "1").await.unwrap();
        send_all(world).await;
        let letters = server.letters_when(1).await;
        assert!(letters[0].content.contains("Bonjour"), "{}", letters[0].content);
        assert!(!letters[0].content.contains("Between us"), "{}", letters[0].content);
        let kept = world.desk().rating(visitor.token, visitor.conversation).await.unwrap();
        assert_eq!(kept.rating, given);
    }

    async fn copies_are_counted_by_conversation_address_and_place_for_a_day(world: &World) {
        let chief = administrator(world).await;
        world.operator("Mara").await;
        let _server = mail_server(world, &chief, Mood::Takes).await;
        let (one, two) = (over(world, "One").await, over(world, "Two").await);
        for number in 0..5 {
            copy(world, one, &format!("a{number}@example.org"), "1").await.unwrap();
        }
        assert_eq!(refusal(copy(world, one, "b@example.org", "1").await), Refusal::TooMany);
        for _ in 0..4 {
            copy(world, two, "a0@example.org", "1").await.unwrap();
        }
        // The address has had five with that of the other conversation; another one is still free.
        assert_eq!(refusal(copy(world, two, "a0@example.org", "1").await), Refusal::TooMany);
        copy(world, two, "c@example.org", "1").await.unwrap();
        world.clock.advance(DAY_MS - 1);
        world.desk().do_due_jobs().await.unwrap();
        assert_eq!(refusal(copy(world, one, "b@example.org", "2").await), Refusal::TooMany);
        world.clock.advance(1);
        copy(world, one, "b@example.org", "2").await.unwrap();
    }

    async fn many_copies_asked_for_at_once_are_not_more_than_may_be(world: &World) {
        let chief = administrator(world).await;
        world.operator("Mara").await;
        let _server = mail_server(world, &chief, Mood::Takes).await;
        let visitor = over(world, "Hello").await;
        let asked = (0..12).map(|_| copy(world, visitor, "ada@example.org", "1"));
        let answers = futures::future::join_all(asked).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 5);
    }
}
