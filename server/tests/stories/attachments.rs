//! Files in conversations (spec 6.6, 8.3, 16.6).

use crate::pictures::picture;
use crate::stories;
use crate::world::{ORIGIN, Visitor, World, new_client_id, refusal};
use domain::attachment::Attachment;
use domain::id::{AttachmentId, ConversationId};
use domain::limit::{FILE_BYTES, FILES};
use domain::message::Body;
use domain::time::{DAY_MS, MINUTE_MS};
use domain::user::User;
use domain::wire::console::{Delete, FromConsole};
use domain::wire::visitor::{self, FromVisitor};
use domain::wire::{Accepted, Refusal};
use server::desk::{Desk, Job, Reader, SentFile};
use server::error::Error;

fn pdf(name: &str) -> SentFile {
    SentFile {
        client_id: new_client_id(),
        name: name.to_owned(),
        content: b"%PDF-1.7 an invoice".to_vec(),
    }
}

async fn sends(world: &World, visitor: Visitor, file: SentFile) -> Result<Accepted, Error> {
    let desk = world.desk();
    desk.attach_as_visitor(visitor.token, visitor.conversation, file)
        .await
}

/// The files that stand in a conversation.
async fn files(world: &World, user: &User, conversation: ConversationId) -> Vec<Attachment> {
    let messages = world.messages(user, conversation).await;
    messages
        .iter()
        .filter_map(|message| message.body.file().cloned())
        .collect()
}

/// All nodes look at one instant whether files are to be removed, which one of them does.
async fn removes(world: &World) {
    let done = futures::future::join_all(world.nodes().iter().map(Desk::do_due_jobs)).await;
    let done = done.into_iter().flat_map(Result::unwrap);
    assert_eq!(done.filter(|job| *job == Job::RemoveFiles).count(), 1);
}

/// How many contents there are.
fn kept(world: &World) -> usize {
    std::fs::read_dir(world.files()).map_or(0, Iterator::count)
}

async fn content(world: &World, user: &User, id: AttachmentId) -> Result<Vec<u8>, Refusal> {
    let file = world.desk().file_of_operator(user, id).await;
    file.map(|file| file.content.to_vec())
        .map_err(|error| error.refusal())
}

stories! {
    async fn a_file_goes_either_way_and_is_handed_out_as_it_was(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        sends(world, visitor, pdf("../my invoice.pdf")).await.unwrap();
        world.desk().attach_as_operator(&ada, conversation, pdf("answer.pdf")).await.unwrap();
        let files = files(world, &ada, conversation).await;
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["my invoice.pdf", "answer.pdf"]);
        for file in &files {
            assert_eq!(content(world, &ada, file.id).await, Ok(b"%PDF-1.7 an invoice".to_vec()));
            let desk = world.desk();
            let his = desk.file_of_visitor(visitor.token, visitor.conversation, file.id).await.unwrap();
            assert_eq!((his.name.as_str(), his.media_type.as_str()), (file.name.as_str(), "application/pdf"));
            assert_eq!(his.content.len(), 19);
        }
        world.assert_journal_is_whole().await;
    }

    async fn a_file_sent_twice_stands_there_once(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let file = pdf("a.pdf");
        let first = sends(world, visitor, file.clone()).await.unwrap();
        let again = sends(world, visitor, file).await.unwrap();
        assert_eq!(first, again);
        let conversation = world.conversation_of(visitor).await;
        assert_eq!(files(world, &ada, conversation).await.len(), 1);
    }

    async fn an_operator_who_sends_a_file_joins_first(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        let ben = world.operator("Ben").await;
        world.desk().attach_as_operator(&ben, conversation, pdf("a.pdf")).await.unwrap();
        let bodies: Vec<bool> = world
            .messages(&ada, conversation)
            .await
            .iter()
            .filter(|message| message.author.is_user(ben.id))
            .map(|message| message.body == Body::Joined)
            .collect();
        assert_eq!(bodies, [true, false]);
    }

    async fn a_picture_is_drawn_anew_and_its_place_is_known(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let file = SentFile { client_id: new_client_id(), name: "me.gif".to_owned(), content: picture(7) };
        sends(world, visitor, file).await.unwrap();
        let conversation = world.conversation_of(visitor).await;
        let files = files(world, &ada, conversation).await;
        assert_eq!((files[0].name.as_str(), files[0].size), ("me.png", Some((40, 30))));
        let kept = content(world, &ada, files[0].id).await.unwrap();
        assert_eq!(files[0].bytes, kept.len() as u64);
    }

    async fn what_is_not_taken_changes_nothing(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        let with = |name: &str, content: &[u8]| SentFile {
            client_id: new_client_id(),
            name: name.to_owned(),
            content: content.to_vec(),
        };
        let most = FILE_BYTES;
        let mut large = b"%PDF-".to_vec();
        large.resize(most + 1, b' ');
        for (file, expected) in [
            (with("a.svg", b"<svg/>"), Refusal::WrongType),
            (with("a.png", b"%PDF-1.7"), Refusal::WrongType),
            (with("a.png", b"\x89PNG\r\n\x1a\n"), Refusal::WrongType),
            (with("a.exe", b"MZ"), Refusal::WrongType),
            (with("a.pdf", b""), Refusal::Empty),
            (with("a.pdf", &large), Refusal::TooLong),
        ] {
            let name = file.name.clone();
            assert_eq!(refusal(sends(world, visitor, file).await), expected, "{name}");
        }
        assert_eq!(files(world, &ada, conversation).await, []);
        large.truncate(most);
        sends(world, visitor, with("a.pdf", &large)).await.unwrap();
    }

    async fn a_visitor_gets_files_of_his_own_conversation_alone(world: &World) {
        let ada = world.operator("Ada").await;
        let (one, other) = (world.visitor("One").await, world.visitor("Other").await);
        sends(world, one, pdf("a.pdf")).await.unwrap();
        let conversation = world.conversation_of(one).await;
        let file = files(world, &ada, conversation).await[0].id;
        for (token, conversation) in [
            (other.token, other.conversation),
            (other.token, one.conversation),
            (one.token, other.conversation),
        ] {
            let got = world.desk().file_of_visitor(token, conversation, file).await;
            assert_eq!(refusal(got), Refusal::NotFound);
        }
        let theirs = world.desk().attach_as_visitor(other.token, one.conversation, pdf("b.pdf")).await;
        assert_eq!(refusal(theirs), Refusal::NotFound);
    }

    async fn what_is_taken_back_is_gone_for_good(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        let number = sends(world, visitor, pdf("a.pdf")).await.unwrap().number.unwrap();
        let file = files(world, &ada, conversation).await[0].id;
        let by_ada = Delete { conversation, client_id: new_client_id(), number };
        let by_ada = world.desk().console_frame(&ada, FromConsole::Delete(by_ada)).await;
        assert_eq!(refusal(by_ada), Refusal::NotYours);
        let delete = visitor::Delete {
            conversation: visitor.conversation,
            client_id: new_client_id(),
            number,
        };
        world.desk().visitor_frame(visitor.token, FromVisitor::Delete(delete)).await.unwrap();
        assert_eq!(content(world, &ada, file).await, Err(Refusal::NotFound));
        world.clock.advance(MINUTE_MS);
        removes(world).await;
        assert_eq!(kept(world), 0);
    }

    async fn a_conversation_that_is_over_takes_no_file(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let end = visitor::End { conversation: visitor.conversation, client_id: new_client_id() };
        world.desk().visitor_frame(visitor.token, FromVisitor::End(end)).await.unwrap();
        assert_eq!(refusal(sends(world, visitor, pdf("a.pdf")).await), Refusal::Ended);
        let conversation = world.conversation_of(visitor).await;
        let by_ada = world.desk().attach_as_operator(&ada, conversation, pdf("a.pdf")).await;
        assert_eq!(refusal(by_ada), Refusal::Ended);
    }

    async fn a_file_that_cannot_be_kept_can_be_sent_again_and_leaves_nothing_behind(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        // A file where the folder should be.
        std::fs::write(world.files(), "").unwrap();
        let file = pdf("a.pdf");
        assert_eq!(refusal(sends(world, visitor, file.clone()).await), Refusal::Unavailable);
        assert_eq!(files(world, &ada, conversation).await, []);
        std::fs::remove_file(world.files()).unwrap();
        sends(world, visitor, file).await.unwrap();
        let there = files(world, &ada, conversation).await;
        assert_eq!(there.len(), 1);
        world.clock.advance(2 * DAY_MS);
        removes(world).await;
        assert_eq!(kept(world), 1);
        assert!(content(world, &ada, there[0].id).await.is_ok());
    }

    async fn a_conversation_takes_as_many_files_as_the_limit_and_no_more(world: &World) {
        world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        for _ in 0..FILES {
            sends(world, visitor, pdf("a.pdf")).await.unwrap();
        }
        assert_eq!(refusal(sends(world, visitor, pdf("a.pdf")).await), Refusal::TooMany);
    }

    async fn a_file_is_found_by_its_name_counts_as_unread_and_stands_in_the_transcript(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        sends(world, visitor, pdf("Quarterly invoice.pdf")).await.unwrap();
        assert_eq!(crate::search::finds(world, &ada, "invoice").await, [conversation]);
        let snapshot = world.desk().console_snapshot(&ada).await.unwrap();
        let row = &snapshot.inbox.rows[0];
        assert_eq!(row.unread.len(), 2);
        let words = row.conversation.last_words.as_ref().unwrap();
        assert_eq!(words.text, "Quarterly invoice.pdf");
        let transcript = world.desk().transcript(&ada, conversation, &Reader::default()).await.unwrap();
        let file = files(world, &ada, conversation).await[0].id;
        let link = format!("{ORIGIN}/console/files/{file}");
        let told = format!("22:13  Hello\n22:13  Quarterly invoice.pdf\n{link}\n");
        assert!(transcript.text.contains(&told), "{}", transcript.text);
    }

    async fn what_a_message_has_stays(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        sends(world, visitor, pdf("a.pdf")).await.unwrap();
        world.clock.advance(2 * DAY_MS);
        removes(world).await;
        let file = files(world, &ada, conversation).await[0].id;
        assert!(content(world, &ada, file).await.is_ok());
    }
}
