// An echo server in Go: a goroutine a connection.
//
//	go PORT
package main

import (
	"log"
	"net"
	"os"
)

func echo(connection net.Conn) {
	defer connection.Close()
	received := make([]byte, 65536)
	for {
		count, err := connection.Read(received)
		if err != nil {
			return
		}
		if _, err = connection.Write(received[:count]); err != nil {
			return
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go echo(connection)
	}
}
