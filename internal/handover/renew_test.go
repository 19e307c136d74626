package handover_test

import (
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/testkit"
)

// What was written for a hand-over is read as before after both files got new
// keys, before and after it is answered.
func TestReadAfterNewKeys(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		c := newCountry(t, r)
		file := c.start()
		id := c.offer(file)
		renew := func(want int) {
			t.Helper()
			if n, err := c.files.RenewAll(ctx, testkit.Actor(access.Operator), nil); n != want || err != nil {
				t.Errorf("%d files, %v", n, err)
			}
		}
		renew(1)
		sent := c.as(giver, access.Worker).Get("/u/" + giver + "/handover/sent/" + id).Want(200).Has("Jeton në Elbasan").Text()
		received := "/u/" + receiver + "/handover/received/" + id
		c.as(receiver, access.Supervisor).Get(received).Want(200).Has("Jeton në Elbasan, te gjyshja.")
		c.accept(id)
		renew(2)
		c.as(receiver, access.Supervisor).Get(received).Want(200).Has("u pranua")
		if again := c.as(giver, access.Worker).Get("/u/"+giver+"/handover/sent/"+id).Want(200).Has("u pranua", "Jeton në Elbasan").Text(); again == sent {
			t.Error("the answer changed nothing")
		}
	})
}
